import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';

/** A model as an engine gets to see it: what the manifest lists, already checked. */
export interface ModelSource {
  readonly manifest: Manifest;
  /** The model's folder, for an engine that reads only from disk; it reads every file below first, for its digest. */
  readonly path: string;
  /** Reads one of the model's files, its digest checked. */
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

interface TensorNames {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A model in an engine's memory. */
export interface LoadedModel {
  /** The names of the tensors that the model itself takes and gives, by signature. */
  readonly signatures: Readonly<Record<string, TensorNames>>;
  /**
   * Runs one signature. Names, dtypes and shapes of the inputs have been checked against it.
   * No tensor of the framework outlives the call.
   */
  run(signature: string, inputs: NamedTensors): Promise<NamedTensors>;
  /** Of a model that runs from a snapshot: starts its engine, which takes over for good, as the first request does that needs it. */
  startEngine?(): Promise<void>;
  /** Of a model with a snapshot: says whether that answered the last run. */
  ranFromSnapshot?(): boolean;
  /** Gives the model's memory back. */
  dispose(): void;
}

/** What runs models of one kind; started once in a process. */
export interface Engine {
  load(source: ModelSource): Promise<LoadedModel>;
}

/** Where a file that belongs to the runtime itself lies, such as a WebAssembly module. */
export type AssetPath = (file: string) => string;

export interface EngineOptions {
  assetPath: AssetPath;
}
