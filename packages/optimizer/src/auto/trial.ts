import type { Correction } from '../correct/correct-biases.ts';
import { roundingOf } from '../quantize/store-values.ts';
import type { WeightValues } from '../tfjs/float-values.ts';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import type { Calibration } from './calibration.ts';
import { release } from './release.ts';
import type { TfjsRunner } from './tfjs-runner.ts';
import { type Level, type Unit, unitsOf } from './unit.ts';

/** A model with some of its weights stored less exactly, tested on examples. */
export interface Trial {
  units: readonly Unit[];
  /** Sets these units to these levels, and all others to float32. */
  set(levels: ReadonlyMap<Unit, Level>): void;
  /** Values of weights before they are stored, at the levels that were set. */
  valuesOf: WeightValues;
  /** Runs the model on examples, in this order. The caller can stop early. */
  answers(examples: readonly number[]): AsyncGenerator<Answer>;
}

/** Index of an example, and the answer to it. */
export type Answer = readonly [at: number, answer: Float32Array];

/**
 * Takes over a model with its weights in a runner. An earlier trial on the same runner ends with this call.
 *
 * @param valuesOf values of its weights before they are stored.
 * @param corrections added to vectors while kernels are in bytes.
 * @param onRun called after each example.
 */
export function createTrial({
  model,
  valuesOf,
  corrections,
  runner,
  calibration,
  onRun,
}: {
  model: TfjsModel;
  valuesOf: WeightValues;
  corrections: readonly Correction[];
  runner: TfjsRunner;
  calibration: Calibration;
  onRun: () => void;
}): Trial {
  const units = unitsOf(model, valuesOf);
  const byVector = Map.groupBy(corrections, ({ vector }) => vector);
  /** Kernels that are stored in bytes. */
  let inBytes: ReadonlySet<string> = new Set();
  const correctionsOf = (name: string) =>
    (byVector.get(name) ?? []).filter(({ kernel }) => inBytes.has(kernel));
  const corrected: WeightValues = (weight) => {
    const changes = correctionsOf(weight.name).map(({ change }) => change);
    const values = valuesOf(weight);
    if (changes.length === 0) return values;
    return values?.map((value, at) => changes.reduce((sum, change) => sum + (change[at] ?? 0), value));
  };

  /** The last state of each weight. */
  const states = new Map<string, string>();
  const set: Trial['set'] = (levels) => {
    inBytes = namesInBytes(levels);
    for (const unit of units) {
      for (const { weight, storage } of unit.weights) {
        const precision = storage[levels.get(unit) ?? 'float32'];
        const state = [precision, ...correctionsOf(weight.name).map(({ kernel }) => kernel)].join('\n');
        if (states.get(weight.name) === state) continue;
        states.set(weight.name, state);
        const values = corrected(weight);
        if (!values) continue;
        const kept = values.map(roundingOf(values, precision));
        runner.setWeight(weight, kept);
        release(kept);
        if (values.buffer !== weight.bytes.buffer) release(values);
      }
    }
  };
  set(new Map());
  return {
    units,
    set,
    valuesOf: corrected,
    async *answers(examples) {
      for (const at of examples) {
        const answer = await runner.run(await calibration.inputs(at));
        onRun();
        yield [at, answer];
      }
    },
  };
}

function namesInBytes(levels: ReadonlyMap<Unit, Level>): Set<string> {
  const names = [...levels].flatMap(([unit, level]) =>
    unit.weights.filter(({ storage }) => storage[level] === 'uint8').map(({ weight }) => weight.name),
  );
  return new Set(names);
}
