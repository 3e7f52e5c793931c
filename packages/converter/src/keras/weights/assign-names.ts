import type { Constant } from '../../graph/constant.ts';
import type { LayerSpec } from '../config/model-spec.ts';
import type { Hdf5Content } from '../file/hdf5-content.ts';
import { variablesOf } from '../layers/layer-kinds.ts';
import { isCalled } from './is-called.ts';
import { type LayerWeights, weightKey } from './variable.ts';

/** Weights by each word of their names, such as a layer's name, except the last word. */
type WeightsByWord = ReadonlyMap<string, readonly (readonly [path: string, Constant])[]>;

/**
 * Finds weights by names such as `dense/kernel`, or `model/lstm/lstm_cell/kernel` if a layer is within another or has parts.
 * Weights of the same name in one layer, such as the kernels of an attention, are in the order in which the layer makes them.
 *
 * @throws {TypeError} if a layer lacks one, or has more than its class makes.
 */
export function assignNames(
  layers: readonly LayerSpec[],
  { datasets }: Hdf5Content,
  assigned: Map<LayerSpec, LayerWeights>,
): void {
  const byWord = new Map<string, (readonly [string, Constant])[]>();
  for (const weight of datasets) {
    for (const word of new Set(weight[0].split('/').slice(0, -1))) {
      const alike = byWord.get(word) ?? [];
      alike.push(weight);
      byWord.set(word, alike);
    }
  }
  for (const layer of layers) assignLayer(layer, byWord, assigned);
}

function assignLayer(layer: LayerSpec, byWord: WeightsByWord, assigned: Map<LayerSpec, LayerWeights>): void {
  const own = byWord.get(layer.name) ?? [];
  const variables = variablesOf(layer);
  const found = new Map<string, Constant>();
  for (const variable of variables) {
    const alike = variables.filter(({ name }) => name === variable.name);
    const held = own.filter(([path]) => isCalled(path, variable));
    const constant = held[alike.indexOf(variable)]?.[1];
    if (!constant || held.length !== alike.length) {
      throw new TypeError(
        `has ${held.length} weights '${variable.name}' of the layer '${layer.name}', and ${alike.length} are expected`,
      );
    }
    found.set(weightKey(variable), constant);
  }
  assigned.set(layer, found);
  for (const { layer: child } of layer.children) assignLayer(child, byWord, assigned);
}
