import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives the process the function `gc` that `node --expose-gc` gives it, made when it is first asked for. V8 collects
 * when its own heap is full; it does not know that the process may hold no more than the function's memory, of which
 * the heap is a part.
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
