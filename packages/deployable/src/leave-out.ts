import { relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Replaces modules, given by their absolute paths, by an error, so that neither they nor their imports are bundled. */
export function leaveOut(modules: readonly string[]): Plugin {
  const left = new Set(modules);
  return {
    name: 'leave-out',
    setup(build) {
      const { absWorkingDir = process.cwd() } = build.initialOptions;
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        // The bundle contains this name, which must be the same wherever it is built.
        return left.has(file) ? { path: relative(absWorkingDir, file), namespace: 'left-out' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents: `throw new Error('this module is not part of this deployment');`,
      }));
    },
  };
}
