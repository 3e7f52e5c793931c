import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { REPOSITORY } from '@pilotlight/local-platform';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';
import { digits } from './support/digits.ts';
import { serveFolder } from './support/serve-page.ts';

// `@pilotlight/client` as in an app outside this repository: from a tarball, in its own folder.
const run = promisify(execFile);
const [, , two] = digits;
if (!two) throw new TypeError('a digit of each class was expected');
const pixels = Buffer.from(two.binary.b64, 'base64');

/** PATH of the machine's own Node.js, if it has one, besides that of the workspace. */
const machinePath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

describe('the client’s package, in an empty folder', () => {
  let app: string;
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), 'pilotlight-outside-'));
    await cp(join(import.meta.dirname, 'outside'), app, { recursive: true });
    await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(app, 'pixels'), pixels);
    const pilotlight = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');
    await run(process.execPath, [pilotlight, 'types', '--out', join(app, 'models.d.ts')]);
    await run('npm', ['pack', '--pack-destination', app], { cwd: join(REPOSITORY, 'packages/client') });
    // The SDK is linked to the one here: downloading it takes longer than all the rest, and `npm run check:newcomer`
    // does that.
    const packages = ['./pilotlight-client-0.1.0.tgz', join(REPOSITORY, 'node_modules/firebase')];
    await run(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...packages],
      {
        cwd: app,
      },
    );
  });
  afterAll(() => rm(app, { recursive: true, force: true }));

  it('is at most 3 kB, gzipped, and installs no other package', async () => {
    const installed = join(app, 'node_modules/@pilotlight/client');
    for (const file of ['index.js', 'index.cjs']) {
      expect(gzipSync(await readFile(join(installed, 'dist', file))).length).toBeLessThanOrEqual(3000);
    }
    const { dependencies, peerDependencies } = JSON.parse(
      await readFile(join(installed, 'package.json'), 'utf8'),
    );
    expect(dependencies).toBeUndefined();
    expect(Object.keys(peerDependencies)).toEqual(['firebase']);
  });

  it.each([
    ['nodenext', 'without types of its models', ['untyped.ts']],
    ['bundler', 'without types of its models', ['untyped.ts']],
    ['nodenext', 'with those that are served', ['typed.ts', 'models.d.ts']],
    ['bundler', 'with those that are served', ['typed.ts', 'models.d.ts']],
    ['bundler', 'with models of several inputs', ['flowers.ts']],
  ])('compiles with module resolution %s, %s', async (resolution, _, files) => {
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const options = ['--strict', '--noEmit', '--target', 'es2023', '--lib', 'es2023,dom', '--types', ''];
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...options, '--module', module, '--moduleResolution', resolution, ...files];
    const { stdout } = await run(process.execPath, args, { cwd: app }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it.each([
    ['the workspace’s Node.js', process.env['PATH']],
    ['the machine’s Node.js', machinePath],
  ])('calls the emulator from %s, as ES module and as CommonJS', async (_, PATH) => {
    for (const file of ['ask.mjs', 'ask.cjs']) {
      const args = [file, String(inject('functionsPort')), 'pixels'];
      const { stdout } = await run('node', args, { cwd: app, env: { ...process.env, PATH } });
      expect(JSON.parse(stdout)).toEqual({ label: '2', field: 'instances[0].b64' });
    }
  });

  it.skipIf(BROWSER_PATH === undefined)('calls it from a browser, and shrinks pictures first', async () => {
    await run(process.execPath, [join(REPOSITORY, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: app });
    await using site = await serveFolder(join(app, 'dist'));
    const browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
    try {
      const page = await browser.newPage();
      await page.goto(`${site.url}/?port=${inject('functionsPort')}`);
      const label = await page.evaluate(
        (numbers) => globalThis.readDigit(numbers),
        [...new Float32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4)],
      );
      expect(label).toBe('2');

      const sent: Buffer[] = [];
      await page.route('**/predict', async (route) => {
        sent.push(Buffer.from(route.request().postDataJSON().data.instances[0].b64, 'base64'));
        const timing = { loadMs: 0, queueMs: 0, inferenceMs: 0, cold: false, instanceId: '' };
        await route.fulfill({ json: { result: { predictions: [1], model: 'photo', version: 1, timing } } });
      });
      const refusal = await page.evaluate(() => globalThis.sendPicture(2000, 1000));
      expect(refusal).toEqual({ reason: 'UNREADABLE_IMAGE', field: 'instances[0]' });
      expect(sent.map(sizeOfJpeg)).toEqual([
        [512, 256],
        [512, 256],
      ]);
    } finally {
      await browser.close();
    }
  });
});

declare global {
  // `outside/main.js` defines this.
  var readDigit: (pixels: number[]) => Promise<string>;
  var sendPicture: (width: number, height: number) => Promise<unknown>;
}

/** Reads width and height from a baseline JPEG's frame header. */
function sizeOfJpeg(jpeg: Buffer): [number, number] {
  expect(jpeg.readUInt16BE(0)).toBe(0xffd8);
  const frame = jpeg.indexOf(Buffer.of(0xff, 0xc0));
  return [jpeg.readUInt16BE(frame + 7), jpeg.readUInt16BE(frame + 5)];
}
