import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Gives this thread the function `gc` that `node --expose-gc` gives it, where it has none. */
export function exposeGc(): void {
  setFlagsFromString('--expose-gc');
  globalThis.gc ??= runInNewContext('gc');
}
