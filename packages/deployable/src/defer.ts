import type { Plugin } from 'esbuild';

const NAMESPACE = 'deferred';

/** Marks an import that resolves to the module itself, not to its stand-in. */
const ITSELF = Symbol('itself');

/** The name of the call that loads a file of the bundle synchronously, when it is needed: see bundle.ts. */
const LOAD = '__loadDeferred';

/** Matches that call in bundled code; its group is the file, relative to the one that calls. */
const BUNDLED = new RegExp(String.raw`\b${LOAD}\(import\("(\./[^"]+)"\)\)`, 'g');

/**
 * Loads modules when one of their exports is used, not when they are imported. firebase-functions imports all of
 * firebase-admin to check tokens, which most calls do not carry: see `npm run bench:cold`.
 *
 * @param modules matches the names by which the modules are imported.
 */
export function defer(modules: RegExp): Plugin {
  return {
    name: 'defer',
    setup(build) {
      build.onResolve({ filter: modules }, ({ path, namespace, resolveDir, pluginData }) => {
        if (pluginData === ITSELF) return undefined;
        // The module as firebase-functions would get it: CommonJS, not a second copy in another form.
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

/** Turns these calls in a bundle into an ordinary `require` of a file that esbuild has split off. */
export function requireDeferred(code: string): string {
  return code.replaceAll(BUNDLED, 'require("$1").default');
}
