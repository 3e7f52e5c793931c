import { restoreValues, storeValues } from '../quantize/store-values.ts';
import type { TfjsModel } from '../tfjs/weight.ts';
import type { Calibration } from './calibration.ts';
import { createTfjsRunner } from './tfjs-runner.ts';
import { type Level, type Unit, unitsOf } from './unit.ts';

/** A model with some of its weights kept less exactly, tried on examples. */
export interface Trial extends Disposable {
  model: TfjsModel;
  units: readonly Unit[];
  /** Keeps these units at these levels, and all others as they are. */
  set(levels: ReadonlyMap<Unit, Level>): void;
  /** What the model answers to all examples. */
  answers(): Promise<Float32Array[]>;
  /** What it answers to some of them, by their numbers. */
  probe(examples: readonly number[]): Promise<Map<number, Float32Array>>;
}

/**
 * @param onRun called after each example that was run.
 * @throws {OptimizerError} where the model cannot be run so.
 */
export async function createTrial({
  model,
  calibration,
  onRun,
}: {
  model: TfjsModel;
  calibration: Calibration;
  onRun: () => void;
}): Promise<Trial> {
  const runner = await createTfjsRunner(model);
  let current: ReadonlyMap<Unit, Level> = new Map();
  const run = async (at: number) => {
    const answer = runner.run(await calibration.inputs(at));
    onRun();
    return answer;
  };
  return {
    model,
    units: unitsOf(model),
    set(levels) {
      for (const unit of new Set([...current.keys(), ...levels.keys()])) {
        const level = levels.get(unit) ?? 'float32';
        if ((current.get(unit) ?? 'float32') === level) continue;
        for (const { name, values, storage } of unit.weights) {
          runner.setWeight(name, restoreValues(storeValues(values, storage[level])));
        }
      }
      current = new Map(levels);
    },
    async answers() {
      const all: Float32Array[] = [];
      for (let at = 0; at < calibration.truths.length; at += 1) all.push(await run(at));
      return all;
    },
    async probe(examples) {
      const some = new Map<number, Float32Array>();
      for (const at of examples) some.set(at, await run(at));
      return some;
    },
    [Symbol.dispose]: () => runner.dispose(),
  };
}
