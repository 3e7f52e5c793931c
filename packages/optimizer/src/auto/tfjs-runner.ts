import type { NamedTensors } from '@pilotlight/protocol';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';
import type { TfjsModel } from '../tfjs/weight.ts';

/** A model in memory whose weights can be changed while it stays there. */
export interface TfjsRunner {
  /** Gives a weight, by the name that the file gives it, other values. */
  setWeight(name: string, values: Float32Array): void;
  /** What the model gives for the inputs of one example. */
  run(inputs: NamedTensors): Float32Array;
  dispose(): void;
}

const nodeNames = v.optional(v.record(v.string(), v.object({ name: v.string() })), {});
const signatureSchema = v.object({ inputs: nodeNames, outputs: nodeNames });

/**
 * Loads a model of TensorFlow.js on the backend of the `wasm` engine, which must have been started.
 *
 * @throws {OptimizerError} where it has more than one output, or cannot be run so.
 */
export async function createTfjsRunner(model: TfjsModel): Promise<TfjsRunner> {
  if (!(await tf.setBackend('wasm'))) throw new TypeError('the engine wasm was not started');
  const artifacts = artifactsOf(model);
  try {
    const runner = await (model.format === 'tfjs-graph-model'
      ? graphRunner(artifacts)
      : layersRunner(artifacts));
    return { ...runner, run: (inputs) => tryRun(model.file, () => runner.run(inputs)) };
  } catch (cause) {
    throw cannot(model.file, 'be loaded', cause);
  }
}

function tryRun(file: string, run: () => Float32Array): Float32Array {
  try {
    return run();
  } catch (cause) {
    throw cannot(file, 'be run', cause);
  }
}

function cannot(file: string, what: string, cause: unknown): OptimizerError {
  if (OptimizerError.isInstance(cause)) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OptimizerError(`${file} cannot ${what} here: ${why}`, { cause });
}

function artifactsOf({ json, groups }: TfjsModel): tf.io.ModelArtifacts {
  const weights = groups.flat();
  const weightData = new Uint8Array(weights.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let offset = 0;
  for (const { bytes } of weights) {
    weightData.set(bytes, offset);
    offset += bytes.length;
  }
  const weightSpecs = weights.map(({ name, shape, dtype, quantization }) => ({
    name,
    shape: [...shape],
    dtype,
    ...(quantization ? { quantization } : {}),
  }));
  // TensorFlow.js says for itself what it cannot take of this.
  const described: tf.io.ModelArtifacts = JSON.parse(JSON.stringify({ ...json, weightSpecs }));
  return { ...described, weightData: weightData.buffer };
}

async function graphRunner(artifacts: tf.io.ModelArtifacts): Promise<TfjsRunner> {
  const metadata: Record<string, unknown> = artifacts.userDefinedMetadata ?? {};
  const named = v.safeParse(signatureSchema, artifacts.signature ?? metadata['signature'] ?? {});
  const { inputs: inputNodes = {}, outputs: outputNodes = {} } = named.success ? named.output : {};
  const model = await loadGraphModel(tf.io.fromMemory(artifacts));
  const outputs =
    Object.keys(outputNodes).length > 0
      ? Object.values(outputNodes).map(({ name }) => name)
      : model.outputNodes;
  const [output, another] = outputs;
  if (output === undefined || another !== undefined) throw onlyOneOutput();
  return {
    setWeight(name, values) {
      const tensors = model.weights[name] ?? [];
      const [old] = tensors;
      if (!old) throw new TypeError(`the graph has no weight '${name}'`);
      // Kept, or the executor takes it for something in passing.
      tensors[0] = tf.keep(tf.tensor(values, old.shape));
      old.dispose();
    },
    run(inputs) {
      return valuesOf(() => {
        const feed = Object.entries(inputs).map(([name, tensor]) => [
          inputNodes[name]?.name ?? name,
          toTensor(tensor),
        ]);
        return model.execute(Object.fromEntries(feed), output);
      });
    },
    dispose: () => model.dispose(),
  };
}

async function layersRunner(artifacts: tf.io.ModelArtifacts): Promise<TfjsRunner> {
  const model = await loadLayersModel(tf.io.fromMemory(artifacts));
  if (model.outputNames.length !== 1) throw onlyOneOutput();
  const variables = new Map(model.weights.map((variable) => [variable.originalName, variable]));
  return {
    setWeight(name, values) {
      const variable = variables.get(name);
      if (!variable) throw new TypeError(`the model has no weight '${name}'`);
      tf.tidy(() => {
        variable.write(tf.tensor(values, variable.shape.map(Number)));
      });
    },
    run(inputs) {
      return valuesOf(() =>
        model.predict(model.inputNames.flatMap((name) => (inputs[name] ? [toTensor(inputs[name])] : []))),
      );
    },
    dispose: () => model.dispose(),
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
    throw new TypeError('these are no elements of TensorFlow.js');
  }
  return tf.tensor(data, [...shape], dtype);
}

function onlyOneOutput(): OptimizerError {
  return new OptimizerError('only a model of one output can be measured');
}
