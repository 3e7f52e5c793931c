import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Checkpoint, readCheckpoint } from './read-checkpoint.ts';
import { sliceKey } from './slice-key.ts';

const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const FOOTER_BYTES = 48;
const UNCOMPRESSED = [0, 0, 0, 0, 0];

/** Returns a block of an uncompressed table: entries that share no prefix of a key, and no restart point. */
function block(entries: readonly (readonly [key: readonly number[], value: readonly number[]])[]): number[] {
  return [...entries.flatMap(([key, value]) => [0, key.length, value.length, ...key, ...value]), 0, 0, 0, 0];
}

const varint = (value: number) => (value < 128 ? [value] : [(value % 128) + 128, value >> 7]);

/** Returns the index of a checkpoint with the given entries, in bytes. */
function writeIndex(entries: ReadonlyMap<string, readonly number[]>): Uint8Array {
  const content = block([
    [[], [0x08, 1]],
    ...[...entries].map(([key, value]) => [[...Buffer.from(key, 'latin1')], value] as const),
  ]);
  const index = block([[[0xff], [0, ...varint(content.length)]]]);
  const handles = [0, 0, ...varint(content.length + UNCOMPRESSED.length), ...varint(index.length)];
  const padding = Array<number>(FOOTER_BYTES - MAGIC.length - handles.length).fill(0);
  return Uint8Array.from([
    ...content,
    ...UNCOMPRESSED,
    ...index,
    ...UNCOMPRESSED,
    ...handles,
    ...padding,
    ...MAGIC,
  ]);
}

const COUNT = 25;
const FLOAT = [0x08, 1];
const shape = (count: number) => [0x12, 4, 0x12, 2, 0x08, count];
const from = (start: number) => [0x20, start];
const bytes = [0x28, COUNT * 4];
const slice = (start: number) => [0x3a, 6, 0x0a, 4, 0x08, start, 0x10, COUNT];

/** Opens a checkpoint with `size` bytes of variables. */
async function open(
  entries: ReadonlyMap<string, readonly number[]>,
  size: number,
  use: (checkpoint: Checkpoint) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-checkpoint-'));
  try {
    await mkdir(join(folder, 'variables'));
    await writeFile(join(folder, 'variables/variables.index'), writeIndex(entries));
    await writeFile(join(folder, 'variables/variables.data-00000-of-00001'), new Uint8Array(size));
    await use(await readCheckpoint(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('reads adjacent variables, more than once', () =>
  open(
    new Map([
      ['a', [...FLOAT, ...shape(COUNT), ...bytes]],
      ['b', [...FLOAT, ...shape(COUNT), ...from(COUNT * 4), ...bytes]],
    ]),
    COUNT * 8,
    async (checkpoint) => {
      for (const name of ['a', 'b', 'a'])
        expect(await checkpoint.read(name)).toMatchObject({ shape: [COUNT] });
    },
  ));

it('refuses variables that share bytes, since a small file could become many large tensors', () =>
  open(
    new Map(['a', 'b'].map((name) => [name, [...FLOAT, ...shape(COUNT), ...bytes]])),
    COUNT * 4,
    async (checkpoint) => {
      await checkpoint.read('a');
      await expect(checkpoint.read('b')).rejects.toThrow('its variables are larger than their files');
    },
  ));

it.each([
  ['complete', 2 * COUNT, undefined],
  ['incomplete', 127, "the parts of the variable 'whole' do not cover it"],
])('reads or refuses a variable with parts that are %s', (_, count, problem) => {
  const part = (start: number) => sliceKey('whole', [{ start, length: COUNT }]);
  const entries = [
    [part(0), [...FLOAT, ...shape(COUNT), ...bytes]],
    [part(COUNT), [...FLOAT, ...shape(COUNT), ...from(COUNT * 4), ...bytes]],
    ['whole', [...FLOAT, ...shape(count), ...slice(0), ...slice(COUNT)]],
  ] as const;
  return open(new Map(entries), COUNT * 8, async (checkpoint) => {
    const reading = checkpoint.read('whole');
    if (problem !== undefined) await expect(reading).rejects.toThrow(problem);
    else expect(await reading).toMatchObject({ shape: [2 * COUNT] });
  });
});
