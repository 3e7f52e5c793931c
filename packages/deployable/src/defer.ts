import type { Plugin } from 'esbuild';

const NAMESPACE = 'deferred';

/** Marks that a module is resolved rather than what stands in for it. */
const ITSELF = Symbol('itself');

/** What a bundle asks for in this way is loaded at once when it is asked for, from a file of its own: see bundle.ts. */
const LOAD = '__loadDeferred';

/** The same once it is bundled; the file, from the one that asks for it. */
const BUNDLED = new RegExp(String.raw`\b${LOAD}\(import\("(\./[^"]+)"\)\)`, 'g');

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
      build.onResolve({ filter: modules }, ({ path, namespace, resolveDir, pluginData }) => {
        if (pluginData === ITSELF) return undefined;
        // What firebase-functions would have got: CommonJS, and not the same module once more in another form.
        return namespace === NAMESPACE
          ? build.resolve(path, { kind: 'require-call', resolveDir, pluginData: ITSELF })
          : { path, namespace: NAMESPACE, pluginData: { resolveDir } };
      });
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
  const load = `${LOAD}(import(${JSON.stringify(path)}))`;
  return names
    .map(
      (name) =>
        `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => ${load}.${name} });`,
    )
    .join('\n');
}

/** Makes what a bundle asks for in this way an ordinary `require` of a file that esbuild has split off. */
export function requireDeferred(code: string): string {
  return code.replaceAll(BUNDLED, 'require("$1").default');
}
