import type { EmulatorPorts } from './emulator-ports.ts';
import { LocalPlatformError } from './local-platform-error.ts';

/** Other programs listen on ports of the emulators; the message names all of them. */
export class PortsTakenError extends LocalPlatformError {
  readonly taken: Readonly<Partial<EmulatorPorts>>;

  constructor(taken: Readonly<Partial<EmulatorPorts>>) {
    const ports = Object.entries<number>({ ...taken }).map(([emulator, port]) => `${port} (${emulator})`);
    super(`taken by another program: ${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`);
    this.taken = taken;
  }
}
