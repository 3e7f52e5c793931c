import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { uniqueTensorNames } from '@pilotlight/model-runtime/tfjs';
import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { type Shape, toShape } from './layer-config.ts';
import {
  endsNamed,
  type Layer,
  layersOf,
  type LayersTopology,
  MODEL_CLASSES,
  nameOf,
} from './layers-model.ts';
import { modelShapes } from './model-shapes.ts';

/**
 * Finds the one signature of a layers model, with the names of its input and output layers, and the settings of its layers
 * that TensorFlow.js does not support.
 */
export function layersSignature(topology: LayersTopology): {
  signature: Map<string, FoundSignature>;
  faults: string[];
} {
  const { inputs, outputs } = endsOf(topology);
  const { shapes, faults } = modelShapes(
    topology,
    inputs.map(({ shape }) => shape),
  );
  const signature: FoundSignature = {
    inputs: new Map(inputs.map(({ name, dtype, shape }) => [name, { dtype, shape }])),
    outputs: new Map(
      uniqueTensorNames(outputs).map((name, at): [string, FoundTensor] => [
        name,
        shapes[at]
          ? { dtype: 'float32', shape: shapes[at] }
          : {
              dtype: 'float32',
              shape: undefined,
              problem: 'has a shape that does not follow from its layers',
            },
      ]),
    ),
  };
  return { signature: new Map([[DEFAULT_SIGNATURE, signature]]), faults };
}

interface Input {
  name: string;
  dtype: string;
  shape: Shape | undefined;
}

function endsOf(topology: LayersTopology, depth = 0): { inputs: Input[]; outputs: string[] } {
  if (depth > LIMITS.depth) throw new RangeError('its models contain each other');
  const layers = layersOf(topology);
  if (topology.class_name !== 'Sequential') {
    const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
    return {
      inputs: endsNamed(topology, 'input_layers').map(([name]) => toInput(name, byName.get(name))),
      outputs: endsNamed(topology, 'output_layers').map(([name]) => name),
    };
  }
  const [first, ...others] = layers;
  const last = layers.at(-1);
  if (!first || !last) throw new TypeError('a model has layers');
  if (MODEL_CLASSES.has(first.class_name)) {
    // If the first layer is a model, TensorFlow.js uses its inputs and outputs.
    const inner = endsOf(first, depth + 1);
    return { inputs: inner.inputs, outputs: others.length > 0 ? [nameOf(last)] : inner.outputs };
  }
  const name = first.class_name === 'InputLayer' ? nameOf(first) : `${nameOf(first)}_input`;
  return { inputs: [toInput(name, first)], outputs: [nameOf(last)] };
}

function toInput(name: string, layer: Layer | undefined): Input {
  return {
    name,
    dtype: v.parse(v.optional(v.nullable(v.string()), 'float32'), layer?.config['dtype']) ?? 'float32',
    shape: toShape(layer?.config['batch_input_shape'] ?? layer?.config['batch_shape']),
  };
}
