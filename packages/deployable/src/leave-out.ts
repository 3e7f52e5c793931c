import { relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Puts an error in the place of modules, given by their absolute paths, so that neither they nor what they import is bundled. */
export function leaveOut(modules: readonly string[]): Plugin {
  const left = new Set(modules);
  return {
    name: 'leave-out',
    setup(build) {
      const { absWorkingDir = process.cwd() } = build.initialOptions;
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        // The bundle names it, and has to be the same wherever it is built.
        return left.has(file) ? { path: relative(absWorkingDir, file), namespace: 'left-out' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents: `throw new Error('this module is not part of this deployment');`,
      }));
    },
  };
}
