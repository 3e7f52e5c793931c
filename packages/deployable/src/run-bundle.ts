import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { constants, Script } from 'node:vm';
import { EPILOGUE, PROLOGUE } from './code-cache.ts';
import { resetSteadyFlags } from './steady-flags.ts';

/** A bundle that runs in this process. */
export interface RunningBundle {
  exports: Record<string, unknown>;
  /** Writes down what V8 has compiled of it by now. */
  writeCompiled: (file: string) => void;
}

/** Runs a bundle as the loader of code-cache.ts does. */
export function runBundle(path: string): RunningBundle {
  const script = new Script(PROLOGUE + readFileSync(path, 'latin1') + EPILOGUE, {
    // V8 writes it down, and what it writes has to be the same wherever it is built.
    filename: basename(path),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module: { exports: Record<string, unknown> } = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return {
    exports: module.exports,
    writeCompiled: (file) => {
      resetSteadyFlags();
      writeFileSync(file, script.createCachedData());
    },
  };
}
