import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Frees what a step of a conversion left. V8 would let it grow to several times what the conversion holds before it looks. */
export function collectGarbage(): void {
  collect ??= exposedGc();
  collect?.();
}

function exposedGc(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  return typeof gc === 'function' ? () => void gc() : () => {};
}
