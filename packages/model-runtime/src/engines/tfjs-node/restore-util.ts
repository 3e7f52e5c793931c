import util from 'node:util';

/**
 * Gives `node:util` back two functions that tfjs-node 4.22.0 calls: `isNullOrUndefined` is gone since
 * Node.js 23, and `isArray` warns on its first use.
 */
export function restoreUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
