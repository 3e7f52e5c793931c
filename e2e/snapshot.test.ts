import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionProcess, readCodebase, startFunction } from '@pilotlight/local-platform';
import { parsePredictResponse } from '@pilotlight/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits, mostLikely } from './support/digits.ts';

const SNAPSHOT = 'models/digits/2/snapshot';

let directory: string;
beforeEach(async () => {
  const inference = await readCodebase('inference');
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-snapshot-'));
  await cp(inference.directory, directory, { recursive: true });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function startCopy(): Promise<FunctionProcess & AsyncDisposable> {
  const { env } = await readCodebase('inference');
  const predict = await startFunction({ directory, target: 'predict', env });
  return { ...predict, [Symbol.asyncDispose]: () => predict.stop() };
}

function labelsOf(result: unknown): number[] {
  const response = parsePredictResponse(result);
  if (!('predictions' in response)) throw new TypeError('an answer in rows was expected');
  return response.predictions.map(mostLikely);
}

/** Returns the place of a model's file: a file that several models share is stored once, by its digest. */
async function placeOf(name: string): Promise<string> {
  const model = join(directory, 'models/digits/2');
  const { files } = JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8'));
  const shared = join(directory, 'models/_shared', files[name].replace(/^sha256-/, ''));
  return existsSync(shared) ? shared : join(model, name);
}

const question = { instances: [digits[5]?.binary] };

it.each(['plan.json', 'engine.wasm', 'memory.bin'])(
  'refuses to answer if %s is not the snapshot’s file, and gives the reason only in the log',
  async (name) => {
    const file = await placeOf(`snapshot/${name}`);
    const content = await readFile(file);
    content[100] = (content[100] ?? 0) ^ 1;
    await writeFile(file, content);
    await using predict = await startCopy();
    const { status, body, text } = await call(predict.url, question);
    expect([status, body.error?.details]).toEqual([400, { reason: 'MODEL_BROKEN' }]);
    expect(text).not.toMatch(/snapshot|sha256|\//);
    // A process's output takes another way than its answer, and may come later.
    await expect.poll(() => predict.output()).toContain(`'snapshot/${name}' is not the file that was added`);
  },
);

it('answers one image from the snapshot and two on the engine, without a difference in the answers', async () => {
  await using predict = await startCopy();
  for (const asked of [[digits[5]], [digits[3], digits[8]], [digits[5]]]) {
    const { body } = await call(predict.url, { instances: asked.map((digit) => digit?.binary) });
    expect(labelsOf(body.result)).toEqual(asked.map((digit) => digit?.label));
  }
  expect(predict.output()).not.toContain('not used');
});

it('answers on the engine if the snapshot does not run here, and reports that only in the log', async () => {
  const plan = join(directory, SNAPSHOT, 'plan.json');
  const manifest = join(directory, 'models/digits/2/manifest.json');
  const changed = JSON.stringify({ ...JSON.parse(await readFile(plan, 'utf8')), version: 0 });
  await writeFile(plan, changed);
  const { files, ...rest } = JSON.parse(await readFile(manifest, 'utf8'));
  files['snapshot/plan.json'] = `sha256-${createHash('sha256').update(changed).digest('hex')}`;
  await writeFile(manifest, JSON.stringify({ ...rest, files }));
  await using predict = await startCopy();
  const { status, body, text } = await call(predict.url, question);
  expect(status).toBe(200);
  expect(labelsOf(body.result)).toEqual([digits[5]?.label]);
  expect(text).not.toMatch(/snapshot|wasm/);
  await expect.poll(() => predict.output()).toContain('is not used: it was taken by another version');
  expect(predict.output().match(/is not used/g)).toHaveLength(1);
});
