import { watch } from 'node:fs';

/** Longer than a model's files need to come to their places one after the other. */
const QUIET_MS = 500;

/** What has changed among the models, once. */
export interface ModelsWatch {
  /** Resolves when nothing has changed any more for a moment. */
  readonly changed: Promise<void>;
  stop(): void;
}

/** Watches a folder of models. What begins with a dot is not served: commands work there. */
export function watchModels(folder: string): ModelsWatch {
  const { promise, resolve } = Promise.withResolvers<void>();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  // It keeps no process from ending; `unref` leaves the watchers of the folders within.
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
