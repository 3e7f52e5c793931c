import { createMutex } from '../concurrency/mutex.ts';

/** Values by key, kept as long as there is room. */
export interface ModelCache<Key, Value> {
  /**
   * Loads the value of the key if it is not held, once for any number of simultaneous calls, and holds it while `use` runs.
   * A failure is not kept: the next call tries again.
   */
  use<Result>(key: Key, use: (value: Value) => Promise<Result>): Promise<Result>;
  /** Releases everything, values in use once their use ends. Resolves when all is released. */
  clear(): Promise<void>;
}

export interface ModelCacheOptions<Key, Value> {
  load: (key: Key) => Promise<Value>;
  /** The key's share of the budget. Called before its value is loaded. */
  sizeOf: (key: Key) => Promise<number>;
  /** The most that is held at a time; a larger value is held alone. */
  budget: number;
  /** True if the key stays once it is loaded. */
  isPinned?: (key: Key) => boolean;
  /** Releases a value that is no longer held. */
  dispose?: (value: Value) => void;
}

interface Entry<Value> {
  size: number;
  /** Number of calls that use it or wait for it. */
  uses: number;
  loading: Promise<Value>;
  /** True once it has been loaded. */
  value?: Value;
  isPinned: boolean;
  /** Set if it is to be released as soon as nobody uses it; called then. */
  onGivenBack?: () => void;
}

/**
 * Holds the values that fit into a budget, and releases the least recently used first, never one in use. Loads one at a
 * time, so that the extra memory that loading takes is needed only once.
 */
export function createModelCache<Key, Value>({
  load,
  sizeOf,
  budget,
  isPinned = () => false,
  dispose = () => {},
}: ModelCacheOptions<Key, Value>): ModelCache<Key, Value> {
  /** In the order of their last use. */
  const entries = new Map<Key, Entry<Value>>();
  const oneAtATime = createMutex();
  let heldSize = 0;
  /** Wakes the load that waits for room. */
  let onRoom: (() => void) | undefined;

  function giveBack(entry: Entry<Value>): void {
    if (entry.value !== undefined) {
      heldSize -= entry.size;
      dispose(entry.value);
      delete entry.value;
    }
    entry.onGivenBack?.();
  }

  /** Resolves once this much more may be held, or nothing is left to release. */
  async function makeRoom(size: number): Promise<void> {
    for (;;) {
      let isAnyInUse = false;
      // Deleting from a map during iteration is safe, and a thousand models are visited once.
      for (const [key, entry] of entries) {
        if (heldSize + size <= budget) return;
        if (entry.value === undefined) continue;
        if (entry.uses > 0) isAnyInUse = true;
        else if (!entry.isPinned) {
          entries.delete(key);
          giveBack(entry);
        }
      }
      if (heldSize + size <= budget || !isAnyInUse) return;
      await new Promise<void>((resolve) => {
        onRoom = resolve;
      });
    }
  }

  function open(key: Key): Entry<Value> {
    const entry: Entry<Value> = {
      size: 0,
      uses: 0,
      isPinned: isPinned(key),
      loading: oneAtATime(async () => {
        const size = await sizeOf(key);
        await makeRoom(size);
        entry.size = size;
        heldSize += size;
        try {
          entry.value = await load(key);
          return entry.value;
        } catch (error) {
          heldSize -= size;
          throw error;
        }
      }),
    };
    entry.loading.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return entry;
  }

  return {
    async use(key, use) {
      const entry = entries.get(key) ?? open(key);
      entries.delete(key);
      entries.set(key, entry);
      entry.uses += 1;
      try {
        return await use(await entry.loading);
      } finally {
        entry.uses -= 1;
        if (entry.uses === 0) {
          if (entry.onGivenBack) giveBack(entry);
          onRoom?.();
        }
      }
    },

    async clear() {
      const all = [...entries.values()];
      entries.clear();
      await Promise.all(
        all.map(
          (entry) =>
            new Promise<void>((resolve) => {
              entry.onGivenBack = resolve;
              if (entry.uses === 0) giveBack(entry);
            }),
        ),
      );
    },
  };
}
