import { createMutex } from '../concurrency/mutex.ts';

/** What is kept for each key, as long as there is room. */
export interface ModelCache<Key, Value> {
  /**
   * Has what belongs to the key loaded where it is not held, however many ask at once, and holds it while `use` runs.
   * A failure is not kept: the next one who asks tries again.
   */
  use<Result>(key: Key, use: (value: Value) => Promise<Result>): Promise<Result>;
  /** Gives everything back, what is in use once it no longer is. Resolves when all is given back. */
  clear(): Promise<void>;
}

export interface ModelCacheOptions<Key, Value> {
  load: (key: Key) => Promise<Value>;
  /** What the key takes of the budget. Asked before it is loaded. */
  sizeOf: (key: Key) => Promise<number>;
  /** The most that is held at a time; one that is larger is held alone. */
  budget: number;
  /** Whether the key stays, once it is loaded. */
  isPinned?: (key: Key) => boolean;
  /** Gives back what is no longer held. */
  dispose?: (value: Value) => void;
}

interface Entry<Value> {
  size: number;
  /** How many use it, or wait for it. */
  uses: number;
  loading: Promise<Value>;
  /** Whether it has been loaded. */
  value?: Value;
  isPinned: boolean;
  /** Set where it is to be given back as soon as nobody uses it; called then. */
  onGivenBack?: () => void;
}

/**
 * Holds what fits into a budget, and gives back what was least recently used first; never what is in use. One is loaded at a
 * time, so that the memory which loading takes beyond what is held then is needed once.
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

  /** Resolves once so much more may be held, or nothing is left that could be given back. */
  async function makeRoom(size: number): Promise<void> {
    for (;;) {
      let isAnyInUse = false;
      // Deleting from a map while it is gone through is safe, and a thousand models are gone through once.
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
