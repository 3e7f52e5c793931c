import type { ModelRuntime } from '@pilotlight/model-runtime';
import type { Manifest, ModelDirectory } from '@pilotlight/model-runtime/store';

/** A model to run: its folder, its manifest, and the runtime that serves it. */
export interface ServedModel {
  /** Name for people. */
  name: string;
  directory: ModelDirectory;
  manifest: Manifest;
  runtime: ModelRuntime;
}
