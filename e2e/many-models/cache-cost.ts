import { createModelCache } from '@pilotlight/model-runtime/cache';

const MODELS = 1000;
const HELD = 500;
const CALLS = 50_000;

/** Measures what holding and releasing models costs a call, apart from loading them: the mean in milliseconds. */
export async function cacheCost(): Promise<{ heldMs: number; loadedMs: number }> {
  const cache = createModelCache({
    load: async (key: number) => ({ key }),
    sizeOf: async () => 1,
    budget: HELD,
  });
  const time = async (next: (call: number) => number) => {
    const begun = performance.now();
    for (let call = 0; call < CALLS; call++) await cache.use(next(call), async () => undefined);
    return (performance.now() - begun) / CALLS;
  };
  for (let n = 0; n < HELD; n++) await cache.use(n, async () => undefined);
  // In turn through more models than it holds: each call finds that its model was just released.
  return { heldMs: await time((call) => call % HELD), loadedMs: await time((call) => call % MODELS) };
}
