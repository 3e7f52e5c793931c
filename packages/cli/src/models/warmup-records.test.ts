import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWarmupRequest, WARMUP_RECORDS } from './warmup-records.ts';

const RECORDED = join(import.meta.dirname, '../../fixtures/samples/warmup', WARMUP_RECORDS);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-warmup-'));
  await mkdir(join(folder, dirname(WARMUP_RECORDS)));
  await cp(RECORDED, join(folder, WARMUP_RECORDS));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const field = (number: number, content: Uint8Array) =>
  Buffer.concat([Buffer.of((number << 3) | 2, content.length), content]);

const read = (signature = 'serving_default', inputs = ['words']) =>
  readWarmupRequest({ folder, files: [{ name: WARMUP_RECORDS, bytes: 0 }] }, signature, inputs);

it('reads the tensors of a request to predict', async () => {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  expect(await read()).toEqual({
    words: { dtype: 'string', shape: [1, 7], data: words.map((word) => new TextEncoder().encode(word)) },
  });
});

it('reads none for another signature, other inputs or a model without records', async () => {
  expect(await read('other')).toBeUndefined();
  expect(await read('serving_default', ['words', 'more'])).toBeUndefined();
  expect(await readWarmupRequest({ folder, files: [] }, 'serving_default', ['words'])).toBeUndefined();
});

it('reads the examples of a request to classify as strings', async () => {
  const examples = [Buffer.from('first'), Buffer.from('second')];
  const list = Buffer.concat(examples.map((example) => field(1, example)));
  const log = field(1, field(1, field(2, field(1, list))));
  const length = Buffer.alloc(12);
  length.writeBigUInt64LE(BigInt(log.length));
  await writeFile(join(folder, WARMUP_RECORDS), Buffer.concat([length, log, Buffer.alloc(4)]));
  const inputs = await read('serving_default', ['examples']);
  expect(inputs).toEqual({
    examples: { dtype: 'string', shape: [2], data: examples.map((example) => new Uint8Array(example)) },
  });
});

it('takes any damage for no record, or for other values', async () => {
  const whole = await readFile(RECORDED);
  for (let at = 0; at < whole.length; at++) {
    for (const byte of [0, 1, 0x7f, 0xff]) {
      await writeFile(join(folder, WARMUP_RECORDS), whole.with(at, byte));
      const inputs = await read();
      if (inputs) expect(inputs).toHaveProperty('words');
    }
    await writeFile(join(folder, WARMUP_RECORDS), whole.subarray(0, at));
    expect(await read()).toBeUndefined();
  }
});
