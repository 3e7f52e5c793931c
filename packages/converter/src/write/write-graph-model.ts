import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { Constant } from '../graph/constant.ts';
import type { Graph } from '../graph/graph.ts';
import { attributeJson, shapeJson, typeJson, typeName } from './attribute-json.ts';
import {
  mainSignature,
  mergeSignatures,
  type WrittenFunction,
  type WrittenNode,
  type WrittenSignature,
  type WrittenTensor,
} from './merge-signatures.ts';
import { weightBytes, weightDtype } from './weight-bytes.ts';

/** Size of weight files, as TensorFlow.js's converter makes them: small enough for the caches of browsers. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** Writes the signatures of a model as a graph model of TensorFlow.js into an existing empty folder. */
export async function writeGraphModel(graphs: ReadonlyMap<string, Graph>, folder: string): Promise<void> {
  const { nodes, functions, signatures } = mergeSignatures(graphs);
  const all = [...nodes, ...functions.flatMap((each) => each.nodes)];
  const weights = all.flatMap(({ name, node: { constant } }) => (constant ? [{ name, constant }] : []));
  const paths = await writeShards(
    weights.map(({ constant }) => constant),
    folder,
  );
  const written = Object.fromEntries(
    [...signatures].map(([name, signature]) => [name, signatureJson(signature)]),
  );
  const json = {
    format: 'graph-model',
    generatedBy: 'pilotlight',
    convertedBy: 'Pilotlight',
    signature: written[mainSignature(signatures)],
    // The format has a field for only one signature.
    ...(signatures.size > 1 || !signatures.has(DEFAULT_SIGNATURE)
      ? { userDefinedMetadata: { signatures: written } }
      : {}),
    modelTopology: {
      node: nodes.map(nodeJson),
      library: functions.length > 0 ? { function: functions.map(functionJson) } : {},
      versions: { producer: 1882 },
    },
    weightsManifest: [
      {
        paths,
        weights: weights.map(({ name, constant: { shape, dtype } }) => ({
          name,
          shape,
          dtype: weightDtype(dtype),
        })),
      },
    ],
  };
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(json)}\n`);
}

function signatureJson({ inputs, outputs }: WrittenSignature): object {
  return { inputs: tensorsJson(inputs), outputs: tensorsJson(outputs) };
}

function tensorsJson(written: Readonly<Record<string, WrittenTensor>>): object {
  return Object.fromEntries(
    Object.entries(written).map(([key, { name, value, given }]) => [
      key,
      {
        name,
        dtype: given === undefined ? typeJson(value.dtype) : typeName(given),
        tensorShape: shapeJson(value.shape),
      },
    ]),
  );
}

function nodeJson({ name, node, inputs }: WrittenNode): object {
  const { op, attributes, constant } = node;
  const [output] = node.outputs;
  const value = constant && {
    dtype: { type: typeJson(constant.dtype) },
    value: { tensor: { dtype: typeJson(constant.dtype), tensorShape: shapeJson(constant.shape) } },
  };
  const hasType = 'T' in attributes || constant !== undefined || output === undefined;
  return {
    name,
    op,
    ...(inputs.length > 0 ? { input: inputs } : {}),
    attr: {
      ...(hasType ? {} : { T: { type: typeJson(output.dtype) } }),
      ...Object.fromEntries(Object.entries(attributes).map(([key, each]) => [key, attributeJson(each)])),
      ...value,
    },
  };
}

/** Returns a function as JSON. Each output has its own node, because TensorFlow.js returns only one output of a node. */
function functionJson({ name, inputs, nodes, outputs }: WrittenFunction): object {
  const returned = outputs.map((output, at) => ({
    ...output,
    key: `output_${at}`,
    node: `${name}/output_${at}`,
  }));
  return {
    signature: {
      name,
      inputArg: inputs.map(argumentJson),
      outputArg: returned.map(({ key, value }) => argumentJson({ name: key, value })),
    },
    nodeDef: [
      ...nodes.map(nodeJson),
      ...returned.map(({ node, name: of, value }) => ({
        name: node,
        op: 'Identity',
        input: [of],
        attr: { T: { type: typeJson(value.dtype) } },
      })),
    ],
    ret: Object.fromEntries(returned.map(({ key, node }) => [key, `${node}:0`])),
  };
}

function argumentJson({ name, value }: WrittenTensor): object {
  return { name, type: typeJson(value.dtype) };
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
