import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { CACHE_EXTENSION } from './code-cache.ts';
import { resetSteadyFlags, setSteadyFlags } from './steady-flags.ts';

/** A bundle that runs in this process. */
export interface RunningBundle {
  exports: Record<string, unknown>;
  /** Loads the files that are not loaded yet; skips those that cannot be loaded. */
  loadRest: () => void;
  /** Writes, into a folder, the code that V8 has compiled by now of each loaded file that has not been written yet. */
  writeCompiled: (folder: string) => void;
}

interface LoadedFile {
  script: Script;
  module: { exports: Record<string, unknown> };
}

/** Runs a bundle as the loader of code-cache.ts does. */
export function runBundle(path: string): RunningBundle {
  const folder = dirname(path);
  const root = dirname(folder);
  const require = createRequire(join(root, 'any.cjs'));
  const requireOwn = Object.assign(
    (id: string): unknown => (id.startsWith('./') ? load(id.slice(2)) : require(id)),
    require,
  );
  const loaded = new Map<string, LoadedFile>();
  const written = new Set<string>();

  function load(file: string): Record<string, unknown> {
    const before = loaded.get(file);
    if (before) return before.module.exports;
    const script = new Script(readFileSync(join(folder, file), 'latin1'), {
      // V8 writes the name into the compiled code, which must be the same wherever it is built.
      filename: file,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const module: LoadedFile['module'] = { exports: {} };
    loaded.set(file, { script, module });
    script.runInThisContext()(module.exports, requireOwn, module, join(folder, file), root);
    return module.exports;
  }

  return {
    exports: load(basename(path)),
    loadRest() {
      for (const file of readdirSync(folder).toSorted()) {
        if (!file.endsWith('.js')) continue;
        try {
          load(file);
        } catch {
          loaded.delete(file);
        }
      }
    },
    writeCompiled(into) {
      resetSteadyFlags();
      for (const [file, { script }] of loaded) {
        if (written.has(file)) continue;
        written.add(file);
        const code = script.createCachedData();
        const checksum = Buffer.alloc(4);
        checksum.writeUInt32LE(crc32(code));
        writeFileSync(
          join(into, `${basename(file, '.js')}${CACHE_EXTENSION}`),
          Buffer.concat([code, checksum]),
        );
      }
      setSteadyFlags();
    },
  };
}
