import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type FunctionProcess, readCodebase, REPOSITORY, startFunction } from '@pilotlight/local-platform';
import { parsePredictResponse } from '@pilotlight/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call } from './support/call.ts';

// Requests of the iOS, Android and Flutter SDKs for the examples in docs/other-platforms.md, as their serializers write
// them: FunctionsSerializer.swift, Serializer.kt and, before either, Flutter's message codec; then JSONSerialization or
// org.json. They escape slashes, write whole doubles without a point, and wrap 64-bit integers.
const run = promisify(execFile);
const FIXTURES = join(REPOSITORY, 'packages/model-runtime/fixtures');
const pilotlight = (...args: string[]) =>
  run(process.execPath, [join(REPOSITORY, 'packages/cli/bin/pilotlight.js'), ...args]);
const sent = (name: string) =>
  readFile(join(import.meta.dirname, `fixtures/sdk-requests/${name}.json`), 'utf8');

let models: string;
let output: string;
let predict: FunctionProcess;
/** True if a model of text can be served: only native TensorFlow supports strings. */
let hasText: boolean;

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-platforms-'));
  const artifacts = join(import.meta.dirname, 'artifacts');
  await mkdir(artifacts, { recursive: true });
  output = await mkdtemp(join(artifacts, 'inference-'));
  const add = (path: string, ...options: string[]) =>
    pilotlight('add', join(FIXTURES, path), '--no-compare', `--models=${models}`, ...options);
  await add('same-shapes/tfjs-graph-structured', '--name=numbers');
  await add('conv/uint8.tflite', '--name=photo', '--pixels=0..1');
  hasText = await add('strings/saved_model', '--name=text').then(
    () => true,
    () => false,
  );
  if (!hasText)
    console.warn('Requests of text are not sent: npm run native:setup builds the engine for them');
  await run(process.execPath, ['build/main.ts', `--models=${models}`, `--output=${output}`], {
    cwd: join(REPOSITORY, 'apps/inference'),
    env: { ...process.env, PATH: `${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH']}` },
  });
  const { env } = await readCodebase('inference');
  predict = await startFunction({ directory: output, target: 'predict', env });
});
afterAll(async () => {
  await predict?.stop();
  await rm(models, { recursive: true, force: true });
  await rm(output, { recursive: true, force: true });
});

/** Pixels of the picture in the fixtures, 8 by 8. */
const bytes = Array.from({ length: 64 }, (_, at) => [at * 4, 255 - at * 3, (at * 37) % 256]).flat();

function nested(channel: (at: number) => number): number[][][] {
  return Array.from({ length: 8 }, (_, y) =>
    Array.from({ length: 8 }, (__, x) => [0, 1, 2].map((c) => channel((y * 8 + x) * 3 + c))),
  );
}

const near = (numbers: number[]) => numbers.map((number) => expect.closeTo(number, 6));

function resultOf({ body, text }: Answer) {
  if (body.result === undefined) throw new Error(text);
  return parsePredictResponse(body.result);
}

describe.each(['swift', 'kotlin', 'dart'])('a request of the SDK for %s', (language) => {
  it('is understood if it holds numbers of 32 and 64 bits', async () => {
    const answer = resultOf(await call(predict.url, await sent(`${language}-numbers`)));
    const rows = 'predictions' in answer ? answer.predictions : [];
    expect(rows).toEqual([
      expect.objectContaining({
        'Identity:0': near([1, 2.25, 1.9, -1e-5]),
        'Identity_1:0': near([2, -1.75, 2.1, 1e-5]),
      }),
      expect.objectContaining({ 'Identity:0': [3, 2, 1, 0], 'Identity_1:0': [5, 6, 7, 8] }),
    ]);
  });

  it('is understood if it holds an image', async () => {
    const answer = resultOf(await call(predict.url, await sent(`${language}-image`)));
    const pixels = nested((at) => (bytes[at] ?? 0) / 255);
    const same = resultOf(await call(predict.url, { model: 'photo', instances: [pixels], top: 3 }));
    expect('top' in answer && answer.top[0]).toHaveLength(3);
    expect({ ...answer, timing: undefined }).toEqual({ ...same, timing: undefined });
  });

  it('is understood if it holds text', async ({ skip }) => {
    skip(!hasText, 'native TensorFlow is not built here');
    const answer = resultOf(await call(predict.url, await sent(`${language}-text`)));
    const rows = 'predictions' in answer ? answer.predictions : [];
    expect(rows).toEqual(
      ['PILOT', 'ŽLUŤOUČKÝ KŮŇ', '🔥 OR /'].map((upper) => expect.objectContaining({ upper })),
    );
  });
});

it('accepts lists of bytes, as Swift sends them, as bytes', async () => {
  const answer = resultOf(await call(predict.url, await sent('swift-bytes')));
  const b64 = Buffer.from(bytes).toString('base64');
  const row = { dtype: 'uint8', shape: [8, 8, 3], b64 };
  const same = resultOf(await call(predict.url, { model: 'photo', raw: true, instances: [row], top: 3 }));
  expect({ ...answer, timing: undefined }).toEqual({ ...same, timing: undefined });
});
