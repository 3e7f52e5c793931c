import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  freePorts,
  readCodebase,
  REPOSITORY,
  spawnFunction,
  startEmulators,
} from '@pilotlight/local-platform';
import { expect, it, onTestFinished } from 'vitest';

// firebase-functions reads every value but `true` as false: a function that was meant to be closed would be open.

it.each([
  ['inference', 'predict', 'REQUIRE_SIGN_IN', 'TRUE'],
  ['inference', 'predict', 'REQUIRE_SIGN_IN', '1'],
  ['inference', 'predict', 'REQUIRE_SIGN_IN', 'yes'],
  ['inference', 'predict', 'REQUIRE_APP_CHECK', ''],
  ['inference', 'predict', 'PREDICT_CONSUME_APP_CHECK_TOKEN', 'true'],
  ['inference', 'predict', 'PREDICT_MAX_INSTANCES', '0'],
  ['warmup', 'warmUp', 'WARM_UP_SHORTEST_MINUTES', '241'],
  ['warmup', 'warmUp', 'WARM_UP_TARGETS', 'predict'],
] as const)(
  'of %s, does not serve %s under the Functions Framework with %s=%j',
  async (codebase, target, name, value) => {
    const { directory, env } = await readCodebase(codebase);
    const process = await spawnFunction({ directory, target, env: { ...env, [name]: value } });
    onTestFinished(() => process.stop());
    expect(await process.exited).toBe(1);
    expect(process.output()).toMatch(new RegExp(`ParametersError: ${name} .*apps/${codebase}/config/\\.env`));
  },
);

it('answers no call in the emulators, and logs why', async () => {
  const artifacts = join(import.meta.dirname, 'artifacts');
  await mkdir(artifacts, { recursive: true });
  const config = await mkdtemp(join(artifacts, 'config-'));
  onTestFinished(() => rm(config, { recursive: true }));
  await cp(join(REPOSITORY, 'apps/inference/config'), config, { recursive: true });
  await writeFile(join(config, '.env.local'), 'REQUIRE_SIGN_IN=yes\n');
  const emulators = await startEmulators({
    ports: await freePorts(),
    configDirectories: { inference: config },
  });
  onTestFinished(() => emulators.stop());
  // Its process ends while it loads; then the emulator never answers the call.
  const answer = fetch(emulators.functionUrl('predict'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"data":{"op":"describe"}}',
    signal: AbortSignal.timeout(60_000),
  });
  const answered = answer.then(
    () => true,
    () => false,
  );
  await expect
    .poll(() => emulators.output())
    .toContain('REQUIRE_SIGN_IN is "yes" and must be exactly true or false');
  expect(await Promise.race([answered, delay(2000, false)])).toBe(false);
});
