import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { parseRequest, PilotlightError } from '@pilotlight/protocol';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { createModelRuntime } from '../../model-runtime.ts';
import { digestOf } from '../../store/digest.ts';
import { readManifest } from '../../store/model-directory.ts';
import { writeManifest } from '../../store/write-manifest.ts';
import { createModelsDirectory, DENSE_GRAPH } from '../../testing/models.ts';
import { SNAPSHOT_FILES, type SnapshotPlan } from '../snapshot-plan.ts';
import { writeSnapshot } from '../take/write-snapshot.ts';

// A fixed seed: a random damage may also run forever, which nothing here limits.
const SEED = { seed: 13 };

let original: Awaited<ReturnType<typeof createModelsDirectory>>;
let models: string;
beforeAll(async () => {
  original = await createModelsDirectory();
  await writeSnapshot(original.path, 'dense', DENSE_GRAPH);
});
afterAll(() => original[Symbol.asyncDispose]());
beforeEach(async () => {
  const copy = await createModelsDirectory();
  models = copy.path;
  await cp(original.path, models, { recursive: true });
  return () => copy[Symbol.asyncDispose]();
});

const path = () => join(models, 'dense/1');
const whole = (file: string) => readFile(join(original.path, 'dense/1', file));
const wholePlan = async (): Promise<SnapshotPlan> =>
  JSON.parse((await whole(SNAPSHOT_FILES.plan)).toString('utf8'));

/** Writes files of the snapshot, and corrects their digests. */
async function replace(contents: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  const manifest = await readManifest({ model: 'dense', version: 1, path: join(original.path, 'dense/1') });
  const files = { ...manifest.files };
  for (const [file, content] of Object.entries(contents)) {
    await writeFile(join(path(), file), content);
    files[file] = digestOf(content);
  }
  await writeManifest(path(), { ...manifest, files });
}

/** Predicts in both forms, and returns outcomes that are neither an answer of the right length nor a typed error. */
async function wrongOutcomes(): Promise<unknown[]> {
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const wrong: unknown[] = [];
  for (const request of [{ inputs: { x: [[1, 1]] } }, { instances: [[1, 1]] }, { inputs: { x: [[1, 1]] } }]) {
    const parsed = parseRequest({ model: 'dense', ...request });
    if (parsed.op !== 'predict') throw new TypeError('expected a predict request');
    try {
      const { outputs } = await runtime.predict(parsed);
      const { dtype, shape, data } = outputs['y'] ?? {};
      const isRight = dtype === 'float32' && shape?.join() === '1,2' && data?.length === 2;
      if (!isRight || Object.keys(outputs).length > 1) wrong.push(outputs);
    } catch (error) {
      if (!(error instanceof PilotlightError)) wrong.push(error);
    }
  }
  await runtime.unload();
  return wrong;
}

/** Every place in a JSON value, as its path of keys. */
function placesOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner).map((rest) => [key, ...rest])),
  ];
}

/** A copy with another value at a place; undefined removes it. */
function withValueAt(value: unknown, [key, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  Reflect.set(copy, key, withValueAt(Reflect.get(value, key), rest, put));
  return copy;
}

const NUMBERS = [0, 1, 2, -1, 0.5, 3, 4095, 65_536, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 32, 1e9, 1e300];
const TEXTS = ['', '#0', '#1', 'malloc', '__proto__', 'float32', 'int64', 'string', 'NaN', '-Infinity'];
const OTHERS = [
  null,
  true,
  undefined,
  [],
  {},
  [[]],
  [0],
  { of: 0 },
  { of: 1e9 },
  { length: 2 ** 32 },
  { of: '__proto__' },
];

const values = fc.oneof(
  fc.constantFrom<unknown>(...NUMBERS),
  fc.constantFrom<unknown>(...TEXTS),
  fc.constantFrom<unknown>(...OTHERS),
  fc.integer(),
);

it('never answers in another length and never ends the process, for any plan', async () => {
  const plan = await wholePlan();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...placesOf(plan)), values, async (place, value) => {
      await replace({ [SNAPSHOT_FILES.plan]: JSON.stringify(withValueAt(plan, place, value)) ?? '' });
      expect(await wrongOutcomes()).toEqual([]);
    }),
    { ...SEED, numRuns: 150 },
  );
}, 240_000);

/** Bytes to overwrite: the place as a fraction of the file, and the value. */
const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
  minLength: 1,
  maxLength: 8,
});
const kept = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));

function damaged(content: Buffer, changes: readonly [number, number][], share: number): Buffer {
  const copy = Buffer.from(content.subarray(0, Math.ceil(share * content.length)));
  for (const [at, byte] of changes) copy[Math.floor(at * copy.length)] = byte;
  return copy;
}

it.each(['with its digest', 'without'])(
  'does so for any bytes of the engine, beside a plan %s',
  async (has) => {
    const { engine, ...plan } = await wholePlan();
    const json = JSON.stringify(has === 'without' ? plan : { ...plan, engine });
    const content = await whole(SNAPSHOT_FILES.engine);
    await fc.assert(
      fc.asyncProperty(flips, kept, async (changes, share) => {
        const files = {
          [SNAPSHOT_FILES.engine]: damaged(content, changes, share),
          [SNAPSHOT_FILES.plan]: json,
        };
        await replace(files);
        expect(await wrongOutcomes()).toEqual([]);
      }),
      { ...SEED, numRuns: 30 },
    );
  },
  240_000,
);

it.each(['right', 'wrong'])(
  'does so for any bytes of the memory, with a checksum that is %s',
  async (checksum) => {
    const plan = await wholePlan();
    const content = await whole(SNAPSHOT_FILES.memory);
    await fc.assert(
      fc.asyncProperty(flips, kept, async (changes, share) => {
        const memory = damaged(content, changes, share);
        const sum = checksum === 'right' ? crc32(memory) : plan.memory.crc32;
        await replace({
          [SNAPSHOT_FILES.memory]: memory,
          [SNAPSHOT_FILES.plan]: JSON.stringify({ ...plan, memory: { ...plan.memory, crc32: sum } }),
        });
        expect(await wrongOutcomes()).toEqual([]);
      }),
      { ...SEED, numRuns: 30 },
    );
  },
  240_000,
);
