import * as v from 'valibot';

const emulators = v.object({ functions: v.object({ host: v.string(), port: v.number() }) });

/** Returns `host:port` of the functions emulator that this process runs in; undefined outside the emulator. */
export async function functionsEmulator(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env['FUNCTIONS_EMULATOR'] !== 'true' || env['FIREBASE_EMULATOR_HUB'] === undefined) return undefined;
  const response = await fetch(`http://${env['FIREBASE_EMULATOR_HUB']}/emulators`);
  const { functions } = v.parse(emulators, await response.json());
  return `${functions.host}:${functions.port}`;
}
