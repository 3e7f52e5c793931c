import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { DeployableError } from '../deployable-error.ts';

const NAMESPACE = 'stand-in';

/** Packages that the framework must not have as they are, and what stands in for each. */
const STAND_INS: Readonly<Record<string, string>> = {
  'body-parser': 'body/body-parser.ts',
  finalhandler: 'final-handler.ts',
};

const ours = (file: string) => JSON.stringify(join(import.meta.dirname, file));

/**
 * Puts into the bundle of the Functions Framework what it lacks: a gate where it reads bodies, answers that are
 * callable errors, and an end that waits for the calls in flight.
 *
 * @param main the framework's own main file.
 * @throws {DeployableError} out of the build, where the framework is no longer put together as this expects: an update
 *   must not take the gate away unseen.
 */
export function adaptFramework(main: string): Plugin {
  const directory = dirname(main);
  const importers = new Map<string, Set<string>>();
  return {
    name: 'adapt-framework',
    setup(build) {
      build.onResolve({ filter: /^(?:body-parser|finalhandler)$/ }, ({ path, importer }) => {
        importers.set(path, (importers.get(path) ?? new Set()).add(importer));
        return { path, namespace: NAMESPACE };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: `module.exports = require(${ours(STAND_INS[path] ?? '')}).default;`,
        resolveDir: import.meta.dirname,
      }));
      build.onLoad({ filter: /[\\/](?:main|invoker)\.js$/ }, async ({ path }) => {
        if (dirname(path) !== directory) return undefined;
        // What a program begins with for a shell could not stand within a bundle; its loader has it.
        const source = (await readFile(path, 'utf8')).replace(/^#!.*/, '');
        return {
          contents:
            path === main
              ? `require(${ours('before-framework.ts')});\n${source}`
              : `${source}\nrequire(${ours('when-listening.ts')}).default(exports);`,
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
          `the Functions Framework at ${directory} is not put together as its gate expects (${left ?? 'it reads bodies in another way'}): look at adapt-framework.ts`,
        );
      });
    },
  };
}
