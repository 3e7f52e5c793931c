import type { ModelRuntime } from '@pilotlight/model-runtime';
import type { Manifest, ModelDirectory } from '@pilotlight/model-runtime/store';

/** A model that can be asked: where it lies, what is known of it, and the runtime that serves it. */
export interface ServedModel {
  /** What people call it. */
  name: string;
  directory: ModelDirectory;
  manifest: Manifest;
  runtime: ModelRuntime;
}
