import type { Storage } from '../quantize/precision.ts';
import { floatValues, type WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { Level, Unit } from './unit.ts';

/**
 * Returns the storage of each weight of the units. A weight that stays as it is is left out, except if its values were
 * changed together with those of others: these only fit each other.
 */
export function planStorage(
  units: readonly Unit[],
  levels: ReadonlyMap<Unit, Level>,
  valuesOf: WeightValues,
): Map<string, Storage> {
  const plan = new Map<string, Storage>();
  for (const unit of units) {
    const level = levels.get(unit);
    for (const { weight, storage } of unit.weights) {
      if (level !== undefined || isChanged(weight, valuesOf)) {
        plan.set(weight.name, storage[level ?? 'float32']);
      }
    }
  }
  return plan;
}

function isChanged(weight: Weight, valuesOf: WeightValues): boolean {
  const values = valuesOf(weight);
  return floatValues(weight)?.some((value, at) => value !== values?.[at]) ?? false;
}
