import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WIDTH } from './dense-chain.ts';

const SHARD = 'group1-shard1of1.bin';
const FLOAT = { type: 'DT_FLOAT' };

/** Writes a chain of dense layers as the TensorFlow.js converter writes a graph model. */
export async function writeGraphModel(folder: string, weights: Float32Array<ArrayBuffer>): Promise<void> {
  const layers = Array.from({ length: weights.length / WIDTH ** 2 }, (_, at) => at);
  const model = {
    format: 'graph-model',
    generatedBy: 'npm run bench:growth',
    convertedBy: null,
    signature: {
      inputs: { x: tensorInfo('x') },
      outputs: { y: tensorInfo(`relu_${layers.length - 1}`) },
    },
    modelTopology: {
      node: [
        { name: 'x', op: 'Placeholder', attr: { dtype: FLOAT, shape: { shape: shapeOf(-1, WIDTH) } } },
        ...layers.flatMap((at) => layerNodes(at)),
      ],
      library: {},
      versions: { producer: 2474 },
    },
    weightsManifest: [
      {
        paths: [SHARD],
        weights: layers.map((at) => ({ name: `weights_${at}`, shape: [WIDTH, WIDTH], dtype: 'float32' })),
      },
    ],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, SHARD),
    new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  );
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
}

function layerNodes(at: number): object[] {
  const value = { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(WIDTH, WIDTH) } };
  const isNot = { b: false };
  return [
    { name: `weights_${at}`, op: 'Const', attr: { dtype: FLOAT, value } },
    {
      name: `product_${at}`,
      op: 'MatMul',
      input: [at === 0 ? 'x' : `relu_${at - 1}`, `weights_${at}`],
      attr: { T: FLOAT, transpose_a: isNot, transpose_b: isNot },
    },
    { name: `relu_${at}`, op: 'Relu', input: [`product_${at}`], attr: { T: FLOAT } },
  ];
}

function tensorInfo(node: string): object {
  return { name: `${node}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, WIDTH) };
}

function shapeOf(...sizes: number[]): object {
  return { dim: sizes.map((size) => ({ size: String(size) })) };
}
