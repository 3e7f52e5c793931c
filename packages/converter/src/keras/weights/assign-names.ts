import type { Constant } from '../../graph/constant.ts';
import type { LayerSpec } from '../config/model-spec.ts';
import type { Hdf5Content } from '../file/hdf5-content.ts';
import { variablesOf } from '../layers/layer-kinds.ts';
import { isCalled } from './is-called.ts';
import { type LayerWeights, weightKey } from './variable.ts';

/**
 * Finds weights that are called `dense/kernel`, or `model/lstm/lstm_cell/kernel` where a layer is in another or has parts.
 * Those of one name in one layer, such as the kernels of an attention, are in the order in which the layer makes them.
 *
 * @throws {TypeError} where a layer lacks one, or has more than its class makes.
 */
export function assignNames(
  layer: LayerSpec,
  weights: Hdf5Content,
  assigned: Map<LayerSpec, LayerWeights>,
): void {
  const own = [...weights.datasets].filter(([path]) => path.split('/').slice(0, -1).includes(layer.name));
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
  for (const { layer: child } of layer.children) assignNames(child, weights, assigned);
}
