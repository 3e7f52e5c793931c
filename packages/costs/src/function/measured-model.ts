/** What a model's manifest says of what the model needs; `@pilotlight/model-runtime` has the whole of it. */
export interface MeasuredModel {
  /** What it was measured to need when it was added, in a process of its own. */
  measured?:
    | {
        /** What the process held before it loaded anything, in MiB. */
        processMiB: number;
        /** The most memory that the process held, in MiB. */
        peakMiB: number;
        /** From the start of the process to its first prediction, in milliseconds. */
        coldStartMs: number;
        /** A prediction after that, in milliseconds. */
        warmMs?: number | undefined;
      }
    | undefined;
  /** The function's memory in MiB, where its owner knows better than what was measured. */
  memoryMiB?: number | undefined;
  /** What runs the model. */
  engine?: string | undefined;
  /** How the model takes encoded images, where it does. */
  preprocessing?: object | undefined;
}
