import { floatValues, type WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import type { Storage } from './precision.ts';
import { canStore, storeValues } from './store-values.ts';

/** How a weight is to be stored, or the same for all. */
export type Plan = Storage | ReadonlyMap<string, Storage>;

/**
 * Stores the float32 weights of a model otherwise; shapes, axes and other integers stay as they are, and so does a
 * weight whose values a precision cannot hold, such as an infinity.
 *
 * @param plan for each weight by name, those it does not name staying as they are; or one for all.
 * @param valuesOf what is to be stored, where that is not what the file has.
 * @throws {OptimizerError} for a weight that is not a number.
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
