import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Adds the function `gc` of `node --expose-gc` to this thread if it has none. */
export function exposeGc(): void {
  setFlagsFromString('--expose-gc');
  globalThis.gc ??= runInNewContext('gc');
}
