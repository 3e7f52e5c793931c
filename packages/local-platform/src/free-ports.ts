import getPort from 'get-port';
import type { EmulatorPorts } from './emulator-ports.ts';

/** Ports that nobody listens on, for a start that must not meet another. */
export async function freePorts(): Promise<EmulatorPorts> {
  const [functions, hosting, hub, logging] = [
    await getPort(),
    await getPort(),
    await getPort(),
    await getPort(),
  ];
  return { functions, hosting, hub, logging };
}
