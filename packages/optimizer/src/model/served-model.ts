import type { Manifest, ModelDirectory, ModelRuntime } from '@pilotlight/model-runtime';

/** A model that can be asked: where it lies, what is known of it, and the runtime that serves it. */
export interface ServedModel {
  /** What people call it. */
  name: string;
  directory: ModelDirectory;
  manifest: Manifest;
  runtime: ModelRuntime;
}
