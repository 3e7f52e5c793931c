import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkRefusal, guardsOf, openToAll } from './open-to-all.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-guarded-'));
  const code = `exports.predict = (request, response) =>
    void response.status(process.env.REQUIRE_SIGN_IN === 'true' ? 401 : 200).send('{}');`;
  await writeFile(join(directory, 'index.js'), code);
});
afterAll(() => rm(directory, { recursive: true }));

const guarded = () => ({ directory, target: 'predict', env: { REQUIRE_SIGN_IN: 'true' } });

it('lists the guards that are on', () => {
  const serviceConfig = { environmentVariables: { REQUIRE_APP_CHECK: 'false', REQUIRE_SIGN_IN: 'true' } };
  const rest = { availableCpu: '1', availableMemory: '256Mi', maxInstanceRequestConcurrency: 1 };
  expect(guardsOf({ serviceConfig: { ...rest, ...serviceConfig, service: 's', uri: 'u' } })).toEqual([
    'REQUIRE_SIGN_IN',
  ]);
});

it('accepts a guard that refuses, and reports one that does not', async () => {
  expect(await checkRefusal(guarded(), {})).toEqual([]);
  expect(await checkRefusal(openToAll(guarded()), {})).toEqual([
    { where: 'predict', problem: 'without a token it answers 200, but should refuse' },
  ]);
});
