import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConversionError } from '../conversion-error.ts';
import { readKerasModel } from './read-keras-model.ts';
import { changeConfig, partsOf } from './testing/change-config.ts';
import { openKerasFixtures } from './testing/keras-fixtures.ts';
import { storeZip } from './testing/store-zip.ts';

const { file } = await openKerasFixtures();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-keras-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array, name = 'model.keras') {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return readKerasModel(path);
}

it.each([
  ['"class_name": "Dense"', '"class_name": "Lambda"', /layer '.*' of the class Lambda.*model\.export/],
  [
    '"module": "keras.layers", "class_name": "Dense"',
    '"module": "mine", "class_name": "Own"',
    /custom layer '.*' of the class Own/,
  ],
  ['"class_name": "Dense"', '"class_name": "TextVectorization"', /works on text/],
  ['"class_name": "Dense"', '"class_name": "NewLayer"', /layers of that class are not converted/],
  ['"activation": "relu"', '"activation": "own"', /its activation 'own' is not supported/],
  ['"dtype": "float32", "sparse": false', '"dtype": "string", "sparse": false', /dtype string/],
  ['"dtype": "float32", "sparse": false', '"dtype": "float32", "sparse": true', /is sparse or ragged/],
])('refuses a model that cannot be converted, by name: %s becomes %s', async (from, to, message) => {
  const reading = read(changeConfig(file('dense.keras'), (config) => config.replace(from, to)));
  await expect(reading).rejects.toThrow(ConversionError);
  await expect(reading).rejects.toThrow(message);
});

it('reads hard_sigmoid in the meaning of the Keras version that wrote it', async () => {
  const parts = partsOf(file('dense.keras'));
  const config = new TextDecoder().decode(parts.get('config.json')).replace('"relu"', '"hard_sigmoid"');
  parts.set('config.json', new TextEncoder().encode(config));
  parts.set('metadata.json', new TextEncoder().encode('{"keras_version": "2.15.0"}'));
  const graph = await read(storeZip(parts));
  const constants = graph.nodes.flatMap(({ constant }) =>
    constant?.data.length === 1 ? [Number(constant.data[0])] : [],
  );
  expect(constants.map((each) => Math.round(each * 1000))).toContain(200);
});

it('reads the format of Keras 2', async () => {
  const old = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(old);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
      if (key === 'module' || key === 'registered_name' || key === 'build_config') return [];
      if (key === 'batch_shape') return [['batch_input_shape', each]];
      if (key === 'inbound_nodes') return [[key, each.map(oldNode)]];
      return [[key, old(each)]];
    });
    return Object.fromEntries(entries);
  };
  for (const name of ['merging.keras', 'nested.keras', 'shared.keras']) {
    const [one, other] = [
      await read(file(name)),
      await read(changeConfig(file(name), (config) => JSON.stringify(old(JSON.parse(config))))),
    ];
    expect(other.nodes.map(({ op }) => op)).toEqual(one.nodes.map(({ op }) => op));
    expect([...other.inputs.keys()]).toEqual([...one.inputs.keys()]);
  }
});

/** Returns a call with only tensors, in the format of Keras 2. */
function oldNode({ args }: { args: unknown[] }): unknown[] {
  return args.flat().map((tensor) => {
    const { history } = /"keras_history":(?<history>\[.*?\])/.exec(JSON.stringify(tensor))?.groups ?? {};
    return [...JSON.parse(history ?? '[]'), {}];
  });
}

it('tells weights from a model', async () => {
  const weights = partsOf(file('dense.keras')).get('model.weights.h5') ?? new Uint8Array();
  await expect(read(weights, 'model.weights.h5')).rejects.toMatchObject({
    problem: 'holds only weights, and no model',
    fix: expect.stringContaining('model.save('),
  });
});

it('refuses an entry that claims to unpack to more than the limit', async () => {
  const bomb = storeZip(partsOf(file('dense.keras')));
  const view = new DataView(bomb.buffer);
  // The size of the first file, in the list at the end.
  const list = view.getUint32(bomb.length - 6, true);
  view.setUint32(list + 24, 0xfffffff0, true);
  await expect(read(bomb)).rejects.toThrow(/bytes, and the limit is/);
});

it('refuses weights that unpack to far more than real weights', async () => {
  const parts = partsOf(file('dense.keras'));
  const zeros = new Uint8Array(80 * 2 ** 20);
  const bomb = storeZip(parts.set('model.weights.h5', zeros));
  const packed = deflateRawSync(zeros);
  const at = Buffer.from(bomb.buffer).indexOf(zeros.subarray(0, 64));
  // The content is the packed content, and the headers give its size.
  expect(at).toBeGreaterThan(0);
  bomb.set(packed, at);
  const view = new DataView(bomb.buffer);
  const end = bomb.length - 22;
  for (let list = view.getUint32(end + 16, true); list < end;) {
    const length = view.getUint16(list + 28, true);
    const name = new TextDecoder().decode(bomb.subarray(list + 46, list + 46 + length));
    if (name === 'model.weights.h5') {
      view.setUint16(list + 10, 8, true);
      view.setUint32(list + 20, packed.length, true);
    }
    list += 46 + length;
  }
  await expect(read(bomb)).rejects.toThrow(/model\.weights\.h5 of 83886080 bytes packed into/);
});
