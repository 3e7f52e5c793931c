import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { kernelNeed, type KernelNeed } from './kernels/kernel-needs.ts';
import {
  type Layer,
  layerSchema,
  layersOf,
  type LayersTopology,
  MODEL_CLASSES,
  usesOf,
} from './layers-model.ts';
import { misreadLayer } from './misread-layers.ts';

/** Every layer of a model, those of the models and wrappers within it too. */
export function allLayers(topology: LayersTopology, depth = 0): Layer[] {
  if (depth > LIMITS.depth) throw new RangeError('its models contain each other');
  return layersOf(topology).flatMap((layer) => [layer, ...within(layer, depth)]);
}

function within(layer: Layer, depth: number): Layer[] {
  if (MODEL_CLASSES.has(layer.class_name)) return allLayers(layer, depth + 1);
  // A wrapper has a `layer`, a general recurrent layer a `cell`, of which there can be several.
  return ['layer', 'cell', 'cells'].flatMap((key) => {
    const inner = v.safeParse(v.union([v.array(layerSchema), layerSchema]), layer.config[key]);
    if (!inner.success) return [];
    return [inner.output].flat().flatMap((one) => {
      if (depth >= LIMITS.depth) throw new RangeError('its layers contain each other');
      return [one, ...within(one, depth + 1)];
    });
  });
}

/** What the layers of a model run, and what they call their activations. */
export function layersNeeds(layers: readonly Layer[]): KernelNeed[] {
  const needs = new Map<string, KernelNeed>();
  const add = (kind: 'layer' | 'activation', name: string) => {
    const need = kernelNeed(kind, name);
    needs.set(need.part, need);
  };
  for (const { class_name: className, config } of layers) {
    if (!MODEL_CLASSES.has(className)) add('layer', asLayer(className));
    const misread = misreadLayer(className, config);
    if (misread !== undefined) needs.set(misread, { part: misread, kernels: undefined });
    for (const key of ['activation', 'recurrent_activation']) {
      const activation = config[key];
      if (typeof activation === 'string') add('activation', asKeras(activation));
    }
  }
  return [...needs.values()];
}

/** The layers that Keras 3 wrote in its own way, which TensorFlow.js cannot read. */
export function writtenByKeras3(layers: readonly Layer[]): boolean {
  return layers.some(
    (layer) =>
      usesOf(layer) === undefined ||
      (layer.class_name === 'InputLayer' &&
        layer.config['batch_input_shape'] === undefined &&
        layer.config['batch_shape'] !== undefined),
  );
}

/** A cell runs what the layer made of it runs. */
function asLayer(className: string): string {
  if (className === 'RNN' || className === 'StackedRNNCells') return 'SimpleRNN';
  return className.replace(/Cell$/, '');
}

/** TensorFlow.js itself writes `hardSigmoid`. */
function asKeras(activation: string): string {
  return activation.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
