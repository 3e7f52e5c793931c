import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyDefaultAccounts } from './default-accounts.ts';

const OWN = 'tick@my-app.iam.gserviceaccount.com';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-manifest-'));
  file = join(directory, 'functions.yaml');
});
afterEach(() => rm(directory, { recursive: true }));

const endpoint = (serviceAccountEmail: string | null) => ({ entryPoint: 'tick', serviceAccountEmail });

it('leaves an account to the platform if its parameter is empty, and changes nothing else', async () => {
  const manifest = (tick: string | null) => ({
    endpoints: { tick: endpoint(tick), fixed: endpoint(OWN), none: endpoint(null) },
    params: [{ name: 'ACCOUNT', default: '' }],
  });
  const written = '{{ params.ACCOUNT }}';
  const applied = async (values: Record<string, string>): Promise<unknown> => {
    await writeFile(file, JSON.stringify(manifest(written)));
    await applyDefaultAccounts(directory, values);
    return JSON.parse(await readFile(file, 'utf8'));
  };
  expect(await applied({ ACCOUNT: '' })).toEqual(manifest(null));
  expect(await applied({})).toEqual(manifest(null));
  expect(await applied({ ACCOUNT: OWN })).toEqual(manifest(written));
});
