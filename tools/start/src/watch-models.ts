import { watch } from 'node:fs';

/** Longer than it takes to move a model's files into place one after the other. */
const QUIET_MS = 500;

/** A watch for one change of the models. */
export interface ModelsWatch {
  /** Resolves when the models have changed and nothing has changed for a moment. */
  readonly changed: Promise<void>;
  stop(): void;
}

/** Watches a folder of models. It ignores names that begin with a dot: they are not served, and commands work there. */
export function watchModels(folder: string): ModelsWatch {
  const { promise, resolve } = Promise.withResolvers<void>();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  // The watcher must not keep a process alive; `unref` would leave the watchers of the folders within running.
  const watcher = watch(folder, { recursive: true, persistent: false }, (_, name) => {
    if (name === null || name.startsWith('.')) return;
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
