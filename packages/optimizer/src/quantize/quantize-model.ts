import { floatValues, type WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import type { Storage } from './precision.ts';
import { canStore, storeValues } from './store-values.ts';

/** Storage of each weight, or one for all. */
export type Plan = Storage | ReadonlyMap<string, Storage>;

/**
 * Changes the storage of the float32 weights of a model. Shapes, axes and other integers stay as they are. So does a
 * weight with values that a precision cannot hold, such as an infinity.
 *
 * @param plan storage by weight name, with weights not in it staying as they are; or one for all.
 * @param valuesOf values to store, if not those of the file.
 * @throws {OptimizerError} for a weight with a NaN.
 */
export function quantizeModel(model: TfjsModel, plan: Plan, valuesOf: WeightValues = floatValues): TfjsModel {
  const storageOf = (name: string) => (typeof plan === 'string' ? plan : plan.get(name));
  return {
    ...model,
    groups: model.groups.map((weights) =>
      weights.map((weight) => {
        const storage = storageOf(weight.name);
        const values = valuesOf(weight);
        return values && storage && canStore(values, storage) ? store(weight, values, storage) : weight;
      }),
    ),
  };
}

function store(weight: Weight, values: Float32Array, storage: Storage): Weight {
  return { ...weight, ...storeValues(values, storage) };
}
