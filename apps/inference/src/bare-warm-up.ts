import type { ModelRuntime } from '@pilotlight/model-runtime';
import type { WarmResponse } from '@pilotlight/protocol';
import type { Arrival, Instance } from './instance.ts';

/**
 * Answers warm-ups of callers who have proved nothing. An instance loads and runs its models for all of them once,
 * whether that succeeds or not, so a thousand such calls cost it what its first user would have cost it. The answer
 * names no model and not when others called: only which instance it was and how warm, which a caller with a watch
 * could tell too.
 */
export function createBareWarmUp({
  runtime,
  instance,
}: {
  runtime: ModelRuntime;
  instance: Instance;
}): (arrival: Arrival) => Promise<WarmResponse> {
  let warmed: Promise<unknown> | undefined;
  return async ({ isCold, ageMs }) => {
    const begun = performance.now();
    warmed ??= runtime.warm({ model: undefined, version: undefined });
    try {
      await warmed;
    } catch (cause) {
      // An error of ours would say to the caller which model it is.
      throw new Error('a warm-up without credentials failed', { cause });
    }
    instance.isCold = false;
    return {
      models: [],
      timing: {
        loadMs: performance.now() - begun,
        queueMs: 0,
        inferenceMs: 0,
        cold: isCold,
        instanceId: instance.id,
      },
      instance: { ageMs },
    };
  };
}
