import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Emulators, freePorts, REPOSITORY, startEmulators } from '@pilotlight/local-platform';
import { parseDescribeResponse, parsePredictResponse } from '@pilotlight/protocol';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bmpToPng } from './support/bmp-to-png.ts';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';

// MobileNetV2 with ImageNet's weights, from TensorFlow Lite: `MOBILENET_DATA` is a folder with the model, its labels
// and photographs (github.com/google-coral/test_data).
const data = process.env['MOBILENET_DATA'];
const run = promisify(execFile);
const pilotlight = (...args: string[]) =>
  run(process.execPath, [join(REPOSITORY, 'packages/cli/bin/pilotlight.js'), ...args], { cwd: REPOSITORY });

describe.skipIf(data === undefined)('a photograph (from MOBILENET_DATA)', () => {
  const folder = data ?? '';
  let cat: string;
  let models: string;
  let output: string;
  let emulators: Emulators;

  beforeAll(async () => {
    models = await mkdtemp(join(tmpdir(), 'pilotlight-photograph-'));
    cat = join(models, 'cat.png');
    await writeFile(cat, bmpToPng(await readFile(join(folder, 'resized_cat.bmp'))));
    // The CLI serves only folders inside the project.
    const artifacts = join(import.meta.dirname, 'artifacts');
    await mkdir(artifacts, { recursive: true });
    output = await mkdtemp(join(artifacts, 'inference-'));
    await pilotlight(
      'add',
      join(folder, 'mobilenet_v2_1.0_224_quant.tflite'),
      '--name=mobilenet-v2',
      `--labels=${join(folder, 'imagenet_labels.txt')}`,
      `--models=${models}`,
    );
    await run(process.execPath, ['build/main.ts', `--models=${models}`, `--output=${output}`], {
      cwd: join(REPOSITORY, 'apps/inference'),
      env: { ...process.env, PATH: `${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH']}` },
    });
    emulators = await startEmulators({ ports: await freePorts(), sources: { inference: output } });
  });
  afterAll(async () => {
    await emulators?.stop();
    await rm(models, { recursive: true, force: true });
    await rm(output, { recursive: true, force: true });
  });

  it('is recognized by the command line', async () => {
    const { stdout } = await pilotlight(
      'predict',
      'mobilenet-v2',
      `--models=${models}`,
      `--input=${cat}`,
      '--top=5',
    );
    expect(stdout).toMatch(/Egyptian cat/);
  });

  it('ships only the engine and the decoder that the model needs', async () => {
    const deployed: { dependencies: object } = JSON.parse(
      await readFile(join(output, 'package.json'), 'utf8'),
    );
    expect(Object.keys(deployed.dependencies)).toEqual(['@google-cloud/functions-framework']);
    const code = await readdir(join(output, 'code'));
    expect(code).toContain('functions.js');
    for (const file of code)
      expect(await readFile(join(output, 'code', file), 'utf8')).not.toContain('WebGL');
  });

  it('is recognized through the client SDK', async () => {
    const app = initializeApp({ projectId: emulators.project }, 'photograph');
    const functions = getFunctions(app);
    connectFunctionsEmulator(functions, '127.0.0.1', emulators.ports.functions);
    const predict = httpsCallable(functions, 'predict');
    try {
      const { models: served } = parseDescribeResponse((await predict({ op: 'describe' })).data);
      expect(served).toMatchObject([
        { model: 'mobilenet-v2', engine: 'litert', imageInput: expect.any(String) },
      ]);
      const image = (await readFile(cat)).toString('base64');
      const response = parsePredictResponse((await predict({ instances: [{ b64: image }], top: 5 })).data);
      const [best, second] = 'top' in response ? (response.top[0] ?? []) : [];
      expect(best).toMatchObject({ index: 286, label: 'Egyptian cat' });
      expect(second).toMatchObject({ index: 282 });
    } finally {
      await deleteApp(app);
    }
  });

  it.skipIf(BROWSER_PATH === undefined)('is recognized on the page', async () => {
    const browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
    try {
      const page = await browser.newPage({ viewport: { width: 1200, height: 880 }, reducedMotion: 'reduce' });
      await page.goto(`${emulators.hostingUrl}/#photograph`);
      await page.getByTestId('photo-input').setInputFiles(cat);
      await expect.poll(() => page.getByTestId('photo-answer').textContent()).toBe('Egyptian cat');
      await page.screenshot({ path: join(import.meta.dirname, 'artifacts/photograph.png') });
    } finally {
      await browser.close();
    }
  });
});
