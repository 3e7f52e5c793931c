import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel, isKerasPath, ModelFormatError } from '@pilotlight/model-formats';
import { peakMiB } from '@pilotlight/model-runtime/measure';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConversionError } from './conversion-error.ts';
import { convertKerasFile } from './convert-keras-file.ts';
import { convertSavedModel } from './convert-saved-model.ts';
import { changeConfig, partsOf } from './keras/testing/change-config.ts';
import { openKerasFixtures } from './keras/testing/keras-fixtures.ts';
import { storeZip } from './keras/testing/store-zip.ts';
import { type Draw, drawFrom, mutate } from './testing/mutations.ts';
import { mutateMessage } from './testing/mutate-message.ts';
import { writeGraphModel } from './write/write-graph-model.ts';

// Damaged and hostile files: each is converted or refused with a typed error, in bounded time and memory.
// ROUNDS=2000 SEED=7 npx vitest run src/hostile-files.test.ts tries more of them.

const ROUNDS = Number(process.env['ROUNDS'] ?? 4);
const SEED = Number(process.env['SEED'] ?? 20262);
/** A small model takes a tenth of a second, and the thread that reads HDF5 is ended after ten. */
const MOST_MS = 30_000;
/** MiB that all of them together may add to the process. */
const MOST_MIB = 700;

const SAVED_MODELS = [
  'cnn',
  'lstm',
  'attention',
  'embedding',
  'tf1/partitioned',
  'open-sizes',
  'snappy-index',
];
const SAVED_MODEL_FILES = [
  'saved_model.pb',
  'variables/variables.index',
  'variables/variables.data-00000-of-00001',
];
const KERAS_MODELS = ['conv2d', 'nested', 'lstm', 'multi_head', 'bidirectional'];
const FIXTURES = join(import.meta.dirname, '../fixtures');

const { file } = await openKerasFixtures();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-hostile-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Converts as `add` does, without the comparison, which is a process of its own. */
async function convert(path: string): Promise<unknown> {
  const output = await mkdtemp(join(folder, 'converted-'));
  try {
    const graphs = isKerasPath(path)
      ? await convertKerasFile(path)
      : await convertSavedModel(path, Object.keys((await inspectModel(path)).signatures));
    await writeGraphModel(graphs, output);
    return 'converted';
  } catch (error) {
    const isTyped = ModelFormatError.isInstance(error) || ConversionError.isInstance(error);
    return isTyped ? 'refused' : error;
  } finally {
    await rm(output, { recursive: true });
  }
}

/** Outcomes that no file may have. */
interface Faults {
  untyped: unknown[];
  slow: string[];
  /** MiB by which all files together made the process grow, if too many. */
  grown?: number;
}

const NONE: Faults = { untyped: [], slow: [] };

/** Converts drawn files, each a model at the path that `write` returns. */
async function tryAll(seed: number, write: (draw: Draw) => Promise<string>): Promise<Faults> {
  const faults: Faults = { untyped: [], slow: [] };
  const before = (await peakMiB(process.pid)) ?? 0;
  for (let round = 0; round < ROUNDS; round++) {
    const path = await write(drawFrom(seed * 1_000_003 + round));
    const start = performance.now();
    const outcome = await convert(path);
    if (outcome !== 'converted' && outcome !== 'refused') faults.untyped.push({ round, outcome });
    if (performance.now() - start > MOST_MS) faults.slow.push(`round ${round}`);
  }
  const grown = ((await peakMiB(process.pid)) ?? 0) - before;
  return grown > MOST_MIB ? { ...faults, grown } : faults;
}

it.for(SAVED_MODELS.flatMap((name) => SAVED_MODEL_FILES.map((part) => [name, part] as const)))(
  'converts or refuses the SavedModel %s with another %s',
  async ([name, part]) => {
    const copy = join(folder, `${name.replace('/', '-')}-${part.replaceAll('/', '-')}`);
    await cp(join(FIXTURES, name, 'saved_model'), copy, { recursive: true });
    const whole = new Uint8Array(await readFile(join(copy, part)));
    const faults = await tryAll(SEED, async (draw) => {
      const isMessage = part.endsWith('.pb') && draw(4) > 0;
      await writeFile(join(copy, part), isMessage ? mutateMessage(whole, draw) : mutate(whole, draw));
      return copy;
    });
    expect(faults, `SEED=${SEED}`).toEqual(NONE);
  },
);

const VALUES = [
  null,
  -1,
  0,
  1,
  7,
  1e9,
  2 ** 31,
  'x',
  '',
  [],
  {},
  true,
  false,
  [null, null],
  3.5,
  [0],
  [1e9, 1e9],
];

/** Changes or removes some values of a configuration. */
function otherConfig(config: string, draw: Draw): string {
  return JSON.stringify(JSON.parse(config), (key, value: unknown) => {
    if (key === '' || draw(80) > 0) return value;
    return draw(4) === 0 ? undefined : VALUES[draw(VALUES.length)];
  });
}

it.for(
  KERAS_MODELS.flatMap((name) =>
    ['zip', 'configuration', 'HDF5 in it', 'HDF5'].map((what) => [name, what] as const),
  ),
)('converts or refuses the Keras file %s with another %s', async ([name, what]) => {
  const form = what === 'HDF5' ? 'h5' : 'keras';
  const whole = file(`${name}.${form}`);
  const path = join(folder, `${name}-${what.replaceAll(' ', '-')}.${form}`);
  const changed = (draw: Draw): Uint8Array => {
    if (what === 'configuration') return changeConfig(whole, (config) => otherConfig(config, draw));
    if (what !== 'HDF5 in it') return mutate(whole, draw);
    const parts = partsOf(whole);
    return storeZip(
      parts.set('model.weights.h5', mutate(parts.get('model.weights.h5') ?? new Uint8Array(), draw)),
    );
  };
  const faults = await tryAll(SEED + 1, async (draw) => {
    await writeFile(path, changed(draw));
    return path;
  });
  expect(faults, `SEED=${SEED}`).toEqual(NONE);
});
