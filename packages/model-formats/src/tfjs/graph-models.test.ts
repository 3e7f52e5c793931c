import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { runModel } from '../testing/run-model.ts';

/** A `model.json` of these nodes, and one weight `w` of [2, 1] that is [2, 3]. */
async function writtenOut(nodes: readonly object[], weight: object = {}) {
  const path = await mkdtemp(join(tmpdir(), 'pilotlight-graph-'));
  const weights = [{ name: 'w', shape: [2, 1], dtype: 'float32', ...weight }];
  const json = {
    modelTopology: { node: nodes, versions: { producer: 1 } },
    weightsManifest: [{ paths: ['./W 1.bin'], weights }],
  };
  await writeFile(join(path, 'model.json'), JSON.stringify(json));
  await writeFile(join(path, 'W 1.bin'), new Uint8Array(Float32Array.of(2, 3).buffer));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const dims = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });
const graphOf = (type: string | number, op = 'MatMul') => [
  { name: 'x', op: 'Placeholder', attr: { dtype: { type }, shape: { shape: dims(-1, 2) } } },
  {
    name: 'w',
    op: 'Const',
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: dims(2, 1) } } },
  },
  { name: 'product', op, input: ['x', 'w'], attr: { T: { type } } },
  { name: 'y', op: 'Relu', input: ['product'], attr: { T: { type } } },
];

it.each([1, 'DT_FLOAT'])(
  'reads a graph with dtypes written as %s, and finds the shape of its output',
  async (type) => {
    await using folder = await writtenOut(graphOf(type));
    const { signatures } = await inspectModel(folder.path);
    expect(signatures['serving_default']?.outputs).toEqual({ y: { dtype: 'float32', shape: [-1, 1] } });
    const x = { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, -1, 0.5) } as const;
    const { y } = await runModel(folder.path, { x });
    expect(y).toEqual({ dtype: 'float32', shape: [2, 1], data: Float32Array.of(8, 0) });
  },
);

it('does not choose wasm for what its kernels take only of float32', async () => {
  await using folder = await writtenOut(graphOf('DT_INT32', 'BatchMatMulV2'), { dtype: 'int32' });
  const { engines, chosen } = await inspectModel(folder.path);
  expect(engines[0]?.why).toContain('op BatchMatMulV2 of int32');
  expect(chosen?.engine).toBe('tfjs-node');
});

it('does not choose wasm for lists of tensors in a loop', async () => {
  const loop = { name: 'loop', op: 'While', input: ['x'], attr: {} };
  const list = { name: 'list', op: 'TensorListReserve', input: ['x', 'x'], attr: {} };
  await using folder = await writtenOut([...graphOf('DT_FLOAT'), loop, list]);
  const { engines } = await inspectModel(folder.path);
  expect(engines[0]).toMatchObject({ canRun: false });
});

it('refuses weights that TensorFlow.js does not read, by name', async () => {
  await using folder = await writtenOut(graphOf('DT_HALF'), { dtype: 'float16', shape: [4, 1] });
  const { chosen, unsupported } = await inspectModel(folder.path);
  expect(chosen).toBeUndefined();
  expect(unsupported[0]).toBe('its weights are float16, which TensorFlow.js does not read');
});

it('takes and returns strings as their bytes', async () => {
  const attr = { dtype: { type: 'DT_STRING' }, shape: { shape: dims(-1) } };
  const x = { name: 'x', op: 'Placeholder', attr };
  const y = { name: 'y', op: 'Identity', input: ['x'], attr: { T: { type: 'DT_STRING' } } };
  await using folder = await writtenOut([x, y]);
  const data = [Uint8Array.of(0xff, 0, 1), new Uint8Array(), new TextEncoder().encode('köln')];
  const outputs = await runModel(folder.path, { x: { dtype: 'string', shape: [3], data } });
  expect(outputs['y']).toEqual({ dtype: 'string', shape: [3], data });
});
