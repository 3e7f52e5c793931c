import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives the process the function `gc` that `node --expose-gc` would give it; it is created on first use. V8 collects
 * when its own heap is full. It does not know that the process may hold only the function's memory, and the heap is
 * only part of that.
 */
export function provideGc(): void {
  if (globalThis.gc) return;
  Object.defineProperty(globalThis, 'gc', {
    configurable: true,
    get() {
      setFlagsFromString('--expose-gc');
      const gc: unknown = runInNewContext('gc');
      Object.defineProperty(globalThis, 'gc', { configurable: true, value: gc });
      return gc;
    },
  });
}
