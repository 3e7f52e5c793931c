import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { type Shape, toShape } from './layer-config.ts';
import { endsNamed, type Layer, layersOf, type LayersTopology, nameOf } from './layers-model.ts';
import { modelShapes } from './model-shapes.ts';

/** The one signature of a layers model: its tensors are called by the layers that take and give them. */
export function layersSignature(topology: LayersTopology): Map<string, FoundSignature> {
  const { inputs, outputs } = endsOf(topology);
  const given = inputs.map(({ shape }) => shape);
  const shapes = modelShapes(topology, given);
  return new Map([
    [
      DEFAULT_SIGNATURE,
      {
        inputs: new Map(inputs.map(({ name, dtype, shape }) => [name, { dtype, shape }])),
        outputs: new Map(
          outputs.map((name, at): [string, FoundTensor] => [
            name,
            shapes[at]
              ? { dtype: 'float32', shape: shapes[at] }
              : { dtype: 'float32', shape: undefined, problem: 'has a shape that its layers do not tell' },
          ]),
        ),
      },
    ],
  ]);
}

interface Input {
  name: string;
  dtype: string;
  shape: Shape | undefined;
}

function endsOf(topology: LayersTopology): { inputs: Input[]; outputs: string[] } {
  const layers = layersOf(topology);
  if (topology.class_name !== 'Sequential') {
    const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
    return {
      inputs: endsNamed(topology, 'input_layers').map(([name]) => toInput(name, byName.get(name))),
      outputs: endsNamed(topology, 'output_layers').map(([name]) => name),
    };
  }
  const [first] = layers;
  const last = layers.at(-1);
  if (!first || !last) throw new TypeError('a model has layers');
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
