import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';

/** A model as an engine sees it: the files that the manifest lists, already checked. */
export interface ModelSource {
  readonly manifest: Manifest;
  /** The model's folder, for an engine that reads only from disk; it reads every file below first, for its digest. */
  readonly path: string;
  /** Reads one of the model's files, and checks its digest. */
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

interface TensorNames {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Outputs that are copies of an input or of another output, by name, if the engine copies them itself. */
  readonly copies?: Readonly<Record<string, CopiedFrom>>;
}

/** Source of an output that is not computed. */
export type CopiedFrom = { readonly input: string } | { readonly output: string };

/** A model in an engine's memory. */
export interface LoadedModel {
  /** The names of the model's own inputs and outputs, by signature. */
  readonly signatures: Readonly<Record<string, TensorNames>>;
  /**
   * Runs one signature. Names, dtypes and shapes of the inputs have been checked against it.
   * No tensor of the framework outlives the call.
   */
  run(signature: string, inputs: NamedTensors): Promise<NamedTensors>;
  /** For a model that keeps state: makes the state initial now, which the next run else does first. */
  startAfresh?(): Promise<void>;
  /** Starts the engine of a model with a snapshot, as the first request does that needs it. */
  startEngine?(): Promise<void>;
  /** For a model with a snapshot: returns true if the snapshot answered the last run. */
  ranFromSnapshot?(): boolean;
  /** Releases the model's memory. */
  dispose(): void;
}

/** Runs models of one kind; started once in a process. */
export interface Engine {
  load(source: ModelSource): Promise<LoadedModel>;
}

/** Returns the path of a file that belongs to the runtime itself, such as a WebAssembly module. */
export type AssetPath = (file: string) => string;

export interface EngineOptions {
  assetPath: AssetPath;
}
