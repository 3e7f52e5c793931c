import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { kernelNeed, type KernelNeed } from './kernels/kernel-needs.ts';
import { type Layer, layerSchema, layersOf, type LayersTopology, MODEL_CLASSES } from './layers-model.ts';
import { misreadLayer } from './misread-layers.ts';

/** Returns every layer of a model, including those of models and wrappers within it. */
export function allLayers(topology: LayersTopology, depth = 0): Layer[] {
  if (depth > LIMITS.depth) throw new RangeError('its models contain each other');
  return layersOf(topology).flatMap((layer) => [layer, ...within(layer, depth)]);
}

function within(layer: Layer, depth: number): Layer[] {
  if (MODEL_CLASSES.has(layer.class_name)) return allLayers(layer, depth + 1);
  // A wrapper has a `layer`, a general recurrent layer has one or several of `cell`, and a layer can be the activation of
  // another.
  return ['layer', 'cell', 'cells', 'activation', 'recurrent_activation'].flatMap((key) => {
    const inner = v.safeParse(v.union([v.array(layerSchema), layerSchema]), layer.config[key]);
    if (!inner.success) return [];
    return [inner.output].flat().flatMap((one) => {
      if (depth >= LIMITS.depth) throw new RangeError('its layers contain each other');
      return [one, ...within(one, depth + 1)];
    });
  });
}

/** Returns the needs of a model's layers, and of their activations. */
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

/** Returns the layer that runs the same kernels as a cell. */
function asLayer(className: string): string {
  if (className === 'RNN' || className === 'StackedRNNCells') return 'SimpleRNN';
  return className.replace(/Cell$/, '');
}

/** TensorFlow.js itself writes `hardSigmoid`; a class such as `LeakyReLU` is not the name of a function. */
function asKeras(activation: string): string {
  return /^[A-Z]/.test(activation)
    ? activation
    : activation.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
