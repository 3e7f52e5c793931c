import type { NamedTensors } from '@pilotlight/protocol';
import type { Manifest } from './manifest.ts';

/** A model as an engine gets to see it: no path, only what the manifest lists, already checked. */
export interface ModelSource {
  readonly manifest: Manifest;
  /** Reads one of the model's files, its digest checked. */
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** A model in an engine's memory. */
export interface LoadedModel {
  /** The names of the tensors that the model itself takes and gives. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs one signature. Names, dtypes and shapes of the inputs have been checked against it.
   * No tensor of the framework outlives the call.
   */
  run(signature: string, inputs: NamedTensors): Promise<NamedTensors>;
  /** Gives the model's memory back. */
  dispose(): void;
}

/** What runs models of one kind; started once in a process. */
export interface Engine {
  load(source: ModelSource): Promise<LoadedModel>;
}

export interface EngineOptions {
  /** The folder that holds the engines' own files, such as WebAssembly modules. */
  engineAssets: string;
}
