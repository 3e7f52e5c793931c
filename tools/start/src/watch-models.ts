import { watch } from 'node:fs';

/** Longer than it takes to move a model's files into place one after the other. */
const QUIET_MS = 500;

/** A watch for one change of a folder. */
export interface FolderWatch {
  /** Resolves when the folder has changed and nothing has changed for a moment. */
  readonly changed: Promise<void>;
  stop(): void;
}

/** Watches a folder of models. It ignores names that begin with a dot: they are not served, and commands work there. */
export function watchModels(folder: string): FolderWatch {
  return watchFolder(folder, (name) => !name.startsWith('.'));
}

/** Watches a folder of parameters: its `.env` files. Editors work in files with other names. */
export function watchParameters(folder: string): FolderWatch {
  return watchFolder(folder, (name) => /^\.env(?:\.[a-z0-9-]+)?$/.test(name));
}

function watchFolder(folder: string, counts: (name: string) => boolean): FolderWatch {
  const { promise, resolve } = Promise.withResolvers<void>();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  // The watcher must not keep a process alive; `unref` would leave the watchers of the folders within running.
  const watcher = watch(folder, { recursive: true, persistent: false }, (_, name) => {
    if (name === null || !counts(name)) return;
    clearTimeout(quiet);
    quiet = setTimeout(resolve, QUIET_MS);
  });
  return {
    changed: promise,
    stop() {
      clearTimeout(quiet);
      watcher.close();
    },
  };
}
