import type { Plugin } from 'esbuild';

const NAMESPACE = 'deferred';

/**
 * Has modules loaded when one of their exports is used rather than when they are imported. firebase-functions imports
 * all of firebase-admin to check tokens with, which most calls do not carry: see `npm run bench:cold`.
 *
 * @param modules what their names, as they are imported, match.
 */
export function defer(modules: RegExp): Plugin {
  return {
    name: 'defer',
    setup(build) {
      build.onResolve({ filter: modules }, ({ path, namespace, resolveDir }) =>
        namespace === NAMESPACE ? undefined : { path, namespace: NAMESPACE, pluginData: { resolveDir } },
      );
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path, pluginData }) => {
        const exported: object = await import(path);
        const names = Object.keys(exported).filter((name) => name !== 'default' && name !== 'module.exports');
        const { resolveDir }: { resolveDir: string } = pluginData;
        return { contents: deferred(path, names), resolveDir };
      });
    },
  };
}

function deferred(path: string, names: readonly string[]): string {
  const load = `require(${JSON.stringify(path)})`;
  return names
    .map(
      (name) =>
        `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => ${load}.${name} });`,
    )
    .join('\n');
}
