import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { copyFixture } from '../testing/fixtures.ts';

const WEIGHT = { name: 'w', shape: [2], dtype: 'float32' };

async function inspect(json: unknown, weights = new Uint8Array(8)) {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-hostile-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'weights.bin'), weights);
  await writeFile(join(folder, 'model.json'), typeof json === 'string' ? json : JSON.stringify(json));
  return inspectModel(folder);
}

const graph = (paths: string[], weights: unknown[] = [WEIGHT]) => ({
  format: 'graph-model',
  modelTopology: {
    node: [
      {
        name: 'x',
        op: 'Placeholder',
        attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '-1' }] } } },
      },
    ],
  },
  weightsManifest: [{ paths, weights }],
});

describe('a hostile model.json', () => {
  it.each([
    '../weights.bin',
    '/etc/passwd',
    'a/../../weights.bin',
    '.ssh',
    'C:\\weights.bin',
    '..\\weights.bin',
    '',
  ])('cannot name the weight file %s', async (path) => {
    await expect(inspect(graph([path]))).rejects.toThrow('must be in the folder of the model');
  });

  it('is refused if its weights are missing, too short or too long', async () => {
    await expect(inspect(graph(['weights.bin']))).resolves.toMatchObject({ parameterCount: 2 });
    await expect(inspect(graph(['other.bin']))).rejects.toThrow('is missing');
    await expect(inspect(graph(['weights.bin']), new Uint8Array(7))).rejects.toThrow(
      '7 bytes where the weights take 8',
    );
  });

  it('cannot have a file read more than once', async () => {
    const twice = inspect(graph(['weights.bin', 'weights.bin'], [WEIGHT, WEIGHT]));
    await expect(twice).rejects.toThrow('names a weight file more than once');
  });

  it('changes no prototype', async () => {
    const json = JSON.stringify(graph(['weights.bin'])).replaceAll('"x"', '"__proto__"');
    const { signatures } = await inspect(json);
    expect(Object.getOwnPropertyNames(signatures['serving_default']?.inputs)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('is refused if its models contain each other too deeply', async () => {
    let model: unknown = { class_name: 'Sequential', config: { layers: [] } };
    for (let depth = 0; depth < 1000; depth++)
      model = { class_name: 'Sequential', config: { layers: [model] } };
    await expect(inspect({ modelTopology: model, weightsManifest: [] })).rejects.toThrow(
      'contain each other',
    );
  });

  it('is refused by name if it holds a custom part', async () => {
    const layers = [
      { class_name: 'InputLayer', config: { name: 'a', batch_shape: [null, 2] } },
      { class_name: 'Dense', registered_name: 'mine>Dense', config: { name: 'd', units: 1 } },
    ];
    const model = await inspect({
      modelTopology: { class_name: 'Sequential', config: { name: 's', layers } },
      weightsManifest: [],
    });
    expect(model.unsupported).toEqual([expect.stringContaining('layer mine>Dense is not one of')]);
    expect(model.chosen).toBeUndefined();
  });
});

it.each(['{},', '[],', '0,', '{"a":[[{}]]},'])(
  'refuses ten megabytes of %s before it takes more memory than they do',
  async (part) => {
    await using copy = await copyFixture('conv/tfjs-graph');
    const file = join(copy.path, 'model.json');
    const nodes = part.repeat(10_000_000 / part.length);
    await writeFile(
      file,
      `{"format":"graph-model","modelTopology":{"node":[${nodes}0]},"weightsManifest":[]}`,
    );
    const before = process.memoryUsage().heapUsed;
    await expect(inspectModel(copy.path)).rejects.toThrow('it holds more than 1000000 values');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000);
  },
);
