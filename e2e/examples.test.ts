import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';
import { serveFolder } from './support/serve-page.ts';

// Runs the projects of examples/ as their READMEs say. The tests of `init` cover `examples/existing-project`.

const run = promisify(execFile);
const EXAMPLES = join(REPOSITORY, 'examples');
const pilotlight = (...args: string[]) =>
  run(process.execPath, [join(REPOSITORY, 'packages/cli/bin/pilotlight.js'), ...args]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-example-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('examples/keras-model gives Keras’s answers', async () => {
  const example = join(EXAMPLES, 'keras-model');
  await pilotlight('add', join(example, 'churn'), '--models', folder);
  const request = join(example, 'request.json');
  const { stdout } = await pilotlight('predict', 'churn', '--input', request, '--models', folder);
  const { predictions: answered }: { predictions: number[][] } = JSON.parse(stdout);
  const { predictions: expected }: { predictions: number[][] } = JSON.parse(
    await readFile(join(example, 'expected.json'), 'utf8'),
  );
  expect(answered).toHaveLength(expected.length);
  for (const [at, row] of expected.entries()) expect(answered[at]?.[0]).toBeCloseTo(row[0] ?? Number.NaN, 5);
});

it.skipIf(BROWSER_PATH === undefined)('examples/web-app compiles, and shows an answer', async () => {
  await cp(join(EXAMPLES, 'web-app'), folder, { recursive: true });
  await run('npm', ['pack', '--pack-destination', folder], { cwd: join(REPOSITORY, 'packages/client') });
  // The SDK is linked to the one here. `npm run check:newcomer` installs it.
  const packages = ['./pilotlight-client-0.1.0.tgz', join(REPOSITORY, 'node_modules/firebase')];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', ...quiet, ...packages], { cwd: folder });
  await pilotlight('types', '--out', join(folder, 'src/models.d.ts'));
  await run(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '--noEmit'], {
    cwd: folder,
  });
  await run(process.execPath, [join(REPOSITORY, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: folder });

  await using site = await serveFolder(join(folder, 'dist'));
  const browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
  try {
    const page = await browser.newPage();
    // The example calls the emulators at their usual port; the tests use another one.
    await page.route('http://127.0.0.1:5001/**', async (route) => {
      const url = route
        .request()
        .url()
        .replace(':5001/', `:${inject('functionsPort')}/`);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await page.goto(site.url);
    await expect.poll(() => page.locator('#answer').textContent()).toBe('That is a 1.');
  } finally {
    await browser.close();
  }
});
