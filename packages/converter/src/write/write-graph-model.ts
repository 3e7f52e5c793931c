import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import type { Constant } from '../graph/constant.ts';
import { attributeJson, shapeJson, typeJson } from './attribute-json.ts';
import { weightBytes, weightDtype } from './weight-bytes.ts';

/** As the converter of TensorFlow.js cuts its files: no larger than what browsers keep in their caches. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** Writes a graph as a graph model of TensorFlow.js into a folder that is there and empty. */
export async function writeGraphModel(graph: Graph, folder: string): Promise<void> {
  const names = nodeNames(graph);
  const constants = graph.nodes.filter(({ constant }) => constant !== undefined);
  const weights = constants.flatMap(({ constant, ...node }) => (constant ? [{ ...node, constant }] : []));
  const paths = await writeShards(
    weights.map(({ constant }) => constant),
    folder,
  );
  const tensorName = (value: Value) => tensorOf(names, value, true);
  const tensors = (values: ReadonlyMap<string, Value>) =>
    Object.fromEntries(
      [...values].map(([name, value]) => [
        name,
        { name: tensorName(value), dtype: typeJson(value.dtype), tensorShape: shapeJson(value.shape) },
      ]),
    );
  const json = {
    format: 'graph-model',
    generatedBy: 'pilotlight',
    convertedBy: 'Pilotlight',
    signature: { inputs: tensors(graph.inputs), outputs: tensors(graph.outputs) },
    modelTopology: {
      node: graph.nodes.map((node) => nodeJson(node, names)),
      library: {},
      versions: { producer: 1882 },
    },
    weightsManifest: [
      {
        paths,
        weights: constants.map((node) => ({
          name: names.get(node) ?? node.name,
          shape: node.constant?.shape ?? [],
          dtype: weightDtype(node.outputs[0]?.dtype ?? 'float32'),
        })),
      },
    ],
  };
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(json)}\n`);
}

/** TensorFlow.js takes `:` for what comes before the number of an output, and `^` for what is only run before. */
function nodeNames(graph: Graph): Map<GraphNode, string> {
  const names = new Map<GraphNode, string>();
  const taken = new Set<string>();
  for (const node of graph.nodes) {
    let name = node.name.replaceAll(/[:^]/g, '_');
    while (taken.has(name)) name += '_';
    taken.add(name);
    names.set(node, name);
  }
  return names;
}

function tensorOf(names: ReadonlyMap<GraphNode, string>, { node, index }: Value, isSignature = false): string {
  const name = names.get(node) ?? node.name;
  return index === 0 && !isSignature ? name : `${name}:${index}`;
}

function nodeJson(node: GraphNode, names: ReadonlyMap<GraphNode, string>): object {
  const attributes = Object.entries(node.attributes).map(([key, attribute]) => [key, attributeJson(attribute)]);
  const [output] = node.outputs;
  const { constant } = node;
  const value = constant && {
    dtype: { type: typeJson(constant.dtype) },
    value: { tensor: { dtype: typeJson(constant.dtype), tensorShape: shapeJson(constant.shape) } },
  };
  return {
    name: names.get(node) ?? node.name,
    op: node.op,
    ...(node.inputs.length > 0 ? { input: node.inputs.map((input) => tensorOf(names, input)) } : {}),
    attr: {
      ...(output && !constant && !('T' in node.attributes) ? { T: { type: typeJson(output.dtype) } } : {}),
      ...Object.fromEntries(attributes),
      ...value,
    },
  };
}

async function writeShards(constants: readonly Constant[], folder: string): Promise<string[]> {
  const total = constants.reduce((sum, constant) => sum + weightBytes(constant).byteLength, 0);
  const count = Math.ceil(total / SHARD_BYTES);
  const paths = Array.from({ length: count }, (_, at) => `group1-shard${at + 1}of${count}.bin`);
  let shard = 0;
  let room = SHARD_BYTES;
  let handle = paths[0] === undefined ? undefined : await open(join(folder, paths[0]), 'wx');
  try {
    for (const constant of constants) {
      let bytes = weightBytes(constant);
      while (bytes.byteLength > 0 && handle) {
        if (room === 0) {
          await handle.close();
          shard += 1;
          handle = await open(join(folder, paths[shard] ?? 'group1.bin'), 'wx');
          room = SHARD_BYTES;
        }
        const part = bytes.subarray(0, room);
        await handle.writeFile(part);
        room -= part.byteLength;
        bytes = bytes.subarray(part.byteLength);
      }
    }
  } finally {
    await handle?.close();
  }
  return paths;
}
