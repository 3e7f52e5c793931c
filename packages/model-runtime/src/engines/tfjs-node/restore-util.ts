import util from 'node:util';

/**
 * Adds two functions to `node:util` that tfjs-node 4.22.0 calls: Node.js 23 removed `isNullOrUndefined`, and `isArray` warns
 * on its first use.
 */
export function restoreUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
