import type { Instance } from '../simulation/instance.ts';

/** The models that each instance of a function has in memory. */
export interface HeldModels {
  /** Returns the time that a call waits for its model there, in milliseconds; from then on the model is held. */
  load(instance: Instance, model: number, isCold: boolean): number;
  /** Number of calls that waited for their model in a warm instance. */
  loads(): number;
}

/**
 * Holds as many models in an instance as fit; the least recently used is removed first, as in `predict`. The start of
 * an instance includes loading the model of its first call.
 */
export function holdModels({ atATime, loadMs }: { atATime: number; loadMs: number }): HeldModels {
  const held = new WeakMap<Instance, Set<number>>();
  let loads = 0;
  return {
    load(instance, model, isCold) {
      const models = held.get(instance) ?? new Set();
      held.set(instance, models);
      const isStart = isCold && models.size === 0;
      const isHeld = models.delete(model);
      models.add(model);
      const [oldest] = models;
      if (models.size > atATime && oldest !== undefined) models.delete(oldest);
      if (isHeld || isStart) return 0;
      if (!isCold) loads += 1;
      return loadMs;
    },
    loads: () => loads,
  };
}
