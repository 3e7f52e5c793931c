/** The part of a model's manifest about its needs; `@pilotlight/model-runtime` has the whole manifest. */
export interface MeasuredModel {
  /** Measurements from when it was added, in a process of its own. */
  measured?:
    | {
        /** Memory of the process before it loaded anything, in MiB. */
        processMiB: number;
        /** Peak memory of the process, in MiB. */
        peakMiB: number;
        /** From the start of the process to its first prediction, in milliseconds. */
        coldStartMs: number;
        /** A prediction after that, in milliseconds. */
        warmMs?: number | undefined;
      }
    | undefined;
  /** The function's memory in MiB, if its owner knows better than the measurement. */
  memoryMiB?: number | undefined;
  /** Name of the engine that runs the model. */
  engine?: string | undefined;
  /** Preprocessing of encoded images, if the model takes them. */
  preprocessing?: object | undefined;
}
