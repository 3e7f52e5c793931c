import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFirebase } from '@pilotlight/local-platform';
import AdmZip from 'adm-zip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from './stand-in.ts';
import { standInEnvironment } from './stand-in-environment.ts';
import { createTestSite, type TestSite } from './testing/site.ts';

const REGION = 'projects/demo-site/locations/us-central1';
const CHANGES = /^(POST|PATCH|DELETE) \/functions-v2\/.*\/functions(\/[^/]+)?$/;

let site: TestSite;
let standIn: GoogleStandIn;
let home: string;
beforeAll(async () => {
  site = await createTestSite();
  standIn = await startGoogleStandIn({ id: 'demo-site' });
  home = await mkdtemp(join(tmpdir(), 'pilotlight-home-'));
});
afterAll(async () => {
  await standIn.stop();
  await site[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

/** Runs the CLI; returns its result and the changes to functions that it requested. */
async function firebase(...args: string[]) {
  const before = standIn.requests.length;
  const env = await standInEnvironment(standIn.url, home);
  const run = await runFirebase({ directory: site.directory, args, env });
  return { ...run, changes: standIn.requests.slice(before).filter((request) => CHANGES.test(request)) };
}

// The tests deploy one after another to the same project, as its owner does.
describe('a project that the real CLI deploys to', () => {
  it('gets functions and files, and releases the page last', async () => {
    const { code, output } = await firebase('deploy');
    // Where the CLI cannot prompt, it treats a repository without a policy as a failure, and stops.
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('functions:artifacts:setpolicy'),
    });
    expect([...standIn.project.functions.keys()]).toEqual([
      `${REGION}/functions/predict`,
      `${REGION}/functions/warmUp`,
    ]);
    expect(standIn.project.hosting.releases).toEqual([]);
    expect(standIn.unforeseen).toEqual([]);
  });

  it('is finished by a second deploy, which finds the functions unchanged', async () => {
    expect(
      await firebase('functions:artifacts:setpolicy', '--location=us-central1', '--force'),
    ).toMatchObject({
      code: 0,
    });
    const { code, output, changes } = await firebase('deploy');
    expect({ code, changes }).toEqual({ code: 0, changes: [] });
    expect(output).toContain('Skipped (No changes detected)');
    expect(standIn.project.hosting.releases).toHaveLength(1);
  });

  it('stores the bytes that the CLI uploaded', () => {
    const [archive] = standIn.project.archives.values();
    const zip = new AdmZip(archive);
    expect(zip.getEntries().map(({ entryName }) => entryName)).toContain('functions.yaml');
    expect(zip.readAsText('index.js')).toBe('exports.version = 1;');
  });

  it('stores the callers and the schedule', () => {
    const { policies, jobs, number } = standIn.project;
    const members = (service: string) => policies.get(`${REGION}/services/${service}`)?.bindings[0]?.members;
    expect(members('predict')).toEqual(['allUsers']);
    expect(members('warmup')).toEqual([`serviceAccount:${number}-compute@developer.gserviceaccount.com`]);
    expect([...jobs.values()]).toMatchObject([{ schedule: 'every 5 minutes', timeZone: 'Etc/UTC' }]);
  });

  it('changes only the function with new code', async () => {
    await site.write('inference/index.js', `exports.version = 2;`);
    const { code, changes } = await firebase('deploy', '--only=functions');
    expect(code).toBe(0);
    expect(changes).toEqual([`PATCH /functions-v2/v2/${REGION}/functions/predict`]);
  });

  it('loses a function only with --force', async () => {
    await site.write('warmup/functions.yaml', { specVersion: 'v1alpha1', endpoints: {}, requiredAPIs: [] });
    const kept = await firebase('deploy', '--only=functions');
    expect(kept).toMatchObject({ code: 1, changes: [] });
    const { code, changes } = await firebase('deploy', '--only=functions', '--force');
    expect({ code, changes }).toEqual({
      code: 0,
      changes: [`DELETE /functions-v2/v2/${REGION}/functions/warmUp`],
    });
    expect(standIn.project.jobs.size).toBe(0);
    expect(standIn.unforeseen).toEqual([]);
  });
});
