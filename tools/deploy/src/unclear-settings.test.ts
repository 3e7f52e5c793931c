import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_CHECKS, type Clone, examine, readClone } from '@pilotlight/doctor';
import { REPOSITORY } from '@pilotlight/local-platform';
import { afterEach, beforeEach, expect, it } from 'vitest';

// Runs the checks that a deploy, and a rehearsal, run on this repository's own build, with other settings.

let folder: string;
let clone: Clone;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-settings-'));
  const whole = await readClone(REPOSITORY, 'demo-site');
  const codebases = await Promise.all(
    whole.codebases.map(async (codebase) => {
      const configDirectory = join(folder, codebase.name);
      await cp(codebase.configDirectory, configDirectory, { recursive: true });
      return { ...codebase, configDirectory };
    }),
  );
  clone = { ...whole, directory: folder, codebases };
});
afterEach(() => rm(folder, { recursive: true }));

const set = (codebase: string, line: string) =>
  writeFile(join(folder, codebase, '.env.demo-site'), `${line}\n`);
const problems = async () =>
  (await examine(clone, BUILT_CHECKS))
    .filter(({ verdict }) => verdict === 'problem')
    .map(({ message, fix }) => `${message} | ${fix}`);

it('accepts the repository’s own settings', async () => {
  expect(await problems()).toEqual([]);
});

it.each([
  ['inference', 'REQUIRE_SIGN_IN=TRUE', "REQUIRE_SIGN_IN is 'TRUE': it must be true or false"],
  ['inference', 'REQUIRE_SIGN_IN=1', "REQUIRE_SIGN_IN is '1': it must be true or false"],
  ['inference', 'REQUIRE_APP_CHECK=yes', "REQUIRE_APP_CHECK is 'yes': it must be true or false"],
  ['inference', 'REQUIRE_APP_CHECK=', "REQUIRE_APP_CHECK is '': it must be true or false"],
  ['inference', 'PREDICT_MAX_INSTANCES=0', 'PREDICT_MAX_INSTANCES is "0" and must be 1 to 1000'],
  ['inference', 'PREDICT_TIMEOUT_SECONDS=3601', 'PREDICT_TIMEOUT_SECONDS is "3601" and must be 1 to 3600'],
  ['inference', 'PREDICT_SERVICE_ACCOUNT=predict@', 'must be the full address of a service account'],
  ['inference', 'PREDICT_CONSUME_APP_CHECK_TOKEN=true', 'has no effect unless REQUIRE_APP_CHECK is true'],
  ['warmup', 'WARM_UP_REGION=mars-north1', "WARM_UP_REGION is 'mars-north1', which is not a known region"],
  ['warmup', 'WARM_UP_TARGETS=[]', 'WARM_UP_TARGETS must be a list of 1 to 20 targets'],
  ['warmup', 'WARM_UP_TARGETS=predict', "WARM_UP_TARGETS is 'predict': it must be a JSON array of strings"],
  ['warmup', 'WARM_UP_LONGEST_MINUTES=0', 'WARM_UP_LONGEST_MINUTES is 0 and must not be less than'],
])('stops for %s with %s, and says which file to change', async (codebase, line, message) => {
  await set(codebase, line);
  const found = await problems();
  expect(found).toEqual([expect.stringContaining(message)]);
  expect(found[0]).toMatch(new RegExp(`\\| change it in ${codebase}/\\.env`));
});

it('stops if the two functions name different accounts', async () => {
  await set('inference', 'WARM_UP_SERVICE_ACCOUNT=warm-up@demo-site.iam.gserviceaccount.com');
  expect(await problems()).toEqual([expect.stringContaining('WARM_UP_SERVICE_ACCOUNT is')]);
  await set('warmup', 'WARM_UP_SERVICE_ACCOUNT=warm-up@demo-site.iam.gserviceaccount.com');
  expect(await problems()).toEqual([]);
});
