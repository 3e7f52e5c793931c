import getPort from 'get-port';
import type { EmulatorPorts } from './emulator-ports.ts';

/** Finds ports that are not in use, so that several starts do not collide. */
export async function freePorts(): Promise<EmulatorPorts> {
  const [functions, hosting, hub, logging] = [
    await getPort(),
    await getPort(),
    await getPort(),
    await getPort(),
  ];
  return { functions, hosting, hub, logging };
}
