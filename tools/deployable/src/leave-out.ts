import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Puts an error in the place of modules, given by their absolute paths, so that neither they nor what they import is bundled. */
export function leaveOut(modules: readonly string[]): Plugin {
  const left = new Set(modules);
  return {
    name: 'leave-out',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        return left.has(file) ? { path: file, namespace: 'left-out' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents: `throw new Error('this module is not part of this deployment');`,
      }));
    },
  };
}
