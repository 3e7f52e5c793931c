import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { DeployableError } from '../deployable-error.ts';

const NAMESPACE = 'stand-in';

const ours = (file: string) => `require(${JSON.stringify(join(import.meta.dirname, file))}).default`;

/** Packages of the framework that are replaced, and the expression that replaces each. */
const STAND_INS: Readonly<Record<string, string>> = {
  'body-parser': ours('body/body-parser.ts'),
  finalhandler: ours('final-handler.ts'),
  'mime-types': `${ours('mime-types.ts')}(() => require('mime-types'))`,
};

/**
 * Adds to the bundle of the Functions Framework what it lacks: a gate where it reads bodies, errors in the callable
 * protocol's form, and a shutdown that waits for the calls in flight. Defers what few answers need.
 *
 * @param main the framework's own main file.
 *
 * @throws {DeployableError} from the build, if the framework has changed so that this no longer fits: an update must
 *   not remove the gate unseen.
 */
export function adaptFramework(main: string): Plugin {
  const directory = dirname(main);
  const importers = new Map<string, Set<string>>();
  return {
    name: 'adapt-framework',
    setup(build) {
      build.onResolve(
        { filter: /^(?:body-parser|finalhandler|mime-types)$/ },
        ({ path, importer, namespace, resolveDir }) => {
          if (namespace === NAMESPACE) return undefined;
          importers.set(path, (importers.get(path) ?? new Set()).add(importer));
          return { path, namespace: NAMESPACE, pluginData: { resolveDir } };
        },
      );
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData }) => {
        const { resolveDir }: { resolveDir: string } = pluginData;
        return { contents: `module.exports = ${STAND_INS[path]};`, resolveDir };
      });
      build.onLoad({ filter: /[\\/](?:main|invoker)\.js$/ }, async ({ path }) => {
        if (dirname(path) !== directory) return undefined;
        // A `#!` line is not allowed within a bundle; the loader has one.
        const source = (await readFile(path, 'utf8')).replace(/^#!.*/, '');
        return {
          contents:
            path === main
              ? `${ours('before-framework.ts')}();\n${source}`
              : `${source}\n${ours('when-listening.ts')}(exports);`,
          resolveDir: directory,
        };
      });
      build.onEnd(({ metafile, errors }) => {
        if (errors.length > 0 || !metafile) return;
        const readsBodies = importers.get('body-parser')?.has(join(directory, 'server.js')) === true;
        const files = Object.keys(metafile.inputs).map((file) => file.replaceAll('\\', '/'));
        const left = files.find((file) => /node_modules\/(?:body-parser|finalhandler)\//.test(file));
        const drains = files.some((file) => basename(file) === 'when-listening.ts');
        if (readsBodies && drains && left === undefined) return;
        throw new DeployableError(
          `the Functions Framework at ${directory} does not fit the gate (${left ?? 'it reads bodies in another way'}): see adapt-framework.ts`,
        );
      });
    },
  };
}
