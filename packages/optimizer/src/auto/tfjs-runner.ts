import { installedAsset } from '@pilotlight/model-runtime/deployment';
import {
  graphOps,
  hasDynamicOps,
  loadLayers,
  numberOutputs,
  unfuseSums,
} from '@pilotlight/model-runtime/tfjs';
import { startEngine } from '@pilotlight/model-runtime/engines';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';
import { floatValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';

/** A model in memory; its weights can be changed in place. The engine has one copy of each. */
export interface TfjsRunner extends Disposable {
  /** Sets the values of a weight. */
  setWeight(weight: Weight, values: Float32Array): void;
  /** Returns the engine's id of a weight's values; undefined if the model has no such weight. */
  idOf(weight: Weight): tf.DataId | undefined;
  /** Returns the output of the model for the inputs of one example. */
  run(inputs: NamedTensors): Promise<Float32Array>;
}

const nodeNames = v.optional(v.record(v.string(), v.object({ name: v.string() })), {});
const signatureSchema = v.object({ inputs: nodeNames, outputs: nodeNames });

/**
 * Loads a TensorFlow.js model on the backend of the `wasm` engine.
 *
 * @throws {OptimizerError} for a model with more than one output, or one that cannot run this way.
 */
export async function createTfjsRunner(model: TfjsModel): Promise<TfjsRunner> {
  await startEngine('wasm', { assetPath: installedAsset });
  if (!(await tf.setBackend('wasm'))) throw new TypeError('the engine wasm was not started');
  try {
    const runner = await (model.format === 'tfjs-graph-model' ? graphRunner(model) : layersRunner(model));
    return { ...runner, run: (inputs) => tryRun(model.file, () => runner.run(inputs)) };
  } catch (cause) {
    throw cannot(model.file, 'be loaded', cause);
  }
}

async function tryRun(file: string, run: () => Promise<Float32Array>): Promise<Float32Array> {
  try {
    return await run();
  } catch (cause) {
    throw cannot(file, 'be run', cause);
  }
}

function cannot(file: string, what: string, cause: unknown): OptimizerError {
  if (OptimizerError.isInstance(cause)) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OptimizerError(`${file} cannot ${what} here: ${why}`, { cause });
}

/** Returns a model in the form that TensorFlow.js takes, with some of its weights. */
function artifactsOf({ json }: TfjsModel, weights: readonly Weight[]): tf.io.ModelArtifacts {
  const weightSpecs = weights.map(({ name, shape, dtype, quantization }) => ({
    name,
    shape: [...shape],
    dtype,
    ...(quantization ? { quantization } : {}),
  }));
  // TensorFlow.js itself reports the parts that it cannot take.
  const described: tf.io.ModelArtifacts = JSON.parse(JSON.stringify({ ...json, weightSpecs }));
  return { ...described, weightData: weights.map(({ bytes }) => bytes.slice().buffer) };
}

async function graphRunner(model: TfjsModel): Promise<TfjsRunner> {
  const weights = model.groups.flat();
  // Floats are set one by one below: TensorFlow.js would copy all of them twice and keep the first copy.
  const artifacts = artifactsOf(
    model,
    weights.filter(({ dtype }) => dtype !== 'float32'),
  );
  const metadata: Record<string, unknown> = artifacts.userDefinedMetadata ?? {};
  const named = v.safeParse(signatureSchema, artifacts.signature ?? metadata['signature'] ?? {});
  const { inputs: inputNodes = {}, outputs: outputNodes = {} } = named.success ? named.output : {};
  const isDynamic = hasDynamicOps(graphOps(artifacts.modelTopology));
  const modelTopology = unfuseSums(numberOutputs(artifacts.modelTopology));
  const graph = await loadGraphModel(tf.io.fromMemory({ ...artifacts, modelTopology }));
  const outputs =
    Object.keys(outputNodes).length > 0
      ? Object.values(outputNodes).map(({ name }) => name)
      : graph.outputNodes;
  const [output, another] = outputs;
  if (output === undefined || another !== undefined) throw onlyOneOutput();
  const setWeight: TfjsRunner['setWeight'] = ({ name, shape }, values) => {
    const [old] = graph.weights[name] ?? [];
    // Released before the new one is made, which can then take its place.
    old?.dispose();
    // Without `keep` the executor disposes it as an intermediate tensor.
    graph.weights[name] = [tf.keep(tf.tensor(values, [...shape], 'float32'))];
  };
  for (const weight of weights) {
    const values = floatValues(weight);
    if (values) setWeight(weight, values);
  }
  const feedOf = (inputs: NamedTensors) =>
    Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [inputNodes[name]?.name ?? name, toTensor(tensor)]),
    );
  return {
    setWeight,
    idOf: ({ name }) => graph.weights[name]?.[0]?.dataId,
    run: async (inputs) =>
      isDynamic
        ? runDynamic(graph, feedOf(inputs), output)
        : valuesOf(() => graph.execute(feedOf(inputs), output)),
    [Symbol.dispose]: () => graph.dispose(),
  };
}

/**
 * Runs a graph with control flow. `tidy` ends before asynchronous work does, so this disposes the tensors itself. In
 * this mode a graph disposes weights that it was not loaded with, so it gets clones.
 */
async function runDynamic(graph: GraphModel, feed: tf.NamedTensorMap, output: string): Promise<Float32Array> {
  const own = { ...graph.weights };
  const passing = Object.values(feed);
  for (const [name, tensors] of Object.entries(own)) {
    const lent = tensors.map((tensor) => tensor.clone());
    graph.weights[name] = lent;
    passing.push(...lent);
  }
  try {
    const [given] = [await graph.executeAsync(feed, output)].flat();
    if (given) passing.push(given);
    return Float32Array.from(given?.dataSync() ?? []);
  } finally {
    Object.assign(graph.weights, own);
    tf.dispose(passing);
  }
}

async function layersRunner(model: TfjsModel): Promise<TfjsRunner> {
  const layers = await loadLayers(artifactsOf(model, model.groups.flat()));
  if (layers.outputNames.length !== 1) throw onlyOneOutput();
  const variables = new Map(layers.weights.map((variable) => [variable.originalName, variable]));
  return {
    setWeight({ name }, values) {
      const variable = variables.get(name);
      if (!variable) throw new TypeError(`the model has no weight '${name}'`);
      tf.tidy(() => {
        variable.write(tf.tensor(values, variable.shape.map(Number)));
      });
    },
    idOf: ({ name }) => variables.get(name)?.read().dataId,
    run: async (inputs) =>
      valuesOf(() =>
        layers.predict(layers.inputNames.flatMap((name) => (inputs[name] ? [toTensor(inputs[name])] : []))),
      ),
    [Symbol.dispose]: () => void layers.dispose(),
  };
}

function valuesOf(run: () => tf.Tensor | tf.Tensor[]): Float32Array {
  let values = new Float32Array();
  tf.tidy(() => {
    const [output] = [run()].flat();
    if (output) values = Float32Array.from(output.dataSync());
  });
  return values;
}

function toTensor({ dtype, shape, data }: NamedTensors[string]): tf.Tensor {
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new TypeError(`TensorFlow.js has no tensors of ${dtype}`);
  }
  if (Array.isArray(data) || data instanceof BigInt64Array || data instanceof Int8Array) {
    throw new TypeError('these are not elements of a TensorFlow.js tensor');
  }
  return tf.tensor(data, [...shape], dtype);
}

function onlyOneOutput(): OptimizerError {
  return new OptimizerError('only a model with one output can be measured');
}
