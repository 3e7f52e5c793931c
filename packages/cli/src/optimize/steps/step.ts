import type { ModelFormat } from '@pilotlight/protocol';
import type { AutoQuantized, Dataset } from '@pilotlight/optimizer';
import type { PixelRange } from '../../models/image-preprocessing.ts';
import type { NamedModel } from '../../models/with-served-models.ts';

/** The model and data of a search, with its choices. */
export interface Search {
  original: NamedModel;
  calibration: Dataset;
  /** The part of the calibration files that is used, in words, if it is not all. */
  part: string | undefined;
  /** Most examples of it to use. */
  maxExamples: number;
  /** Training data. */
  training: Dataset | undefined;
  students: readonly string[];
  sparsities: readonly number[];
  /** Shares of the channels to remove. */
  channels: readonly number[];
  maxDrop: number;
  pixels: PixelRange | undefined;
  models: string;
  /** The folder for checkpoints of interrupted trainings. */
  checkpoints: string;
}

/** A model's properties that decide which steps it can take. */
export interface Subject {
  isOriginal: boolean;
  format: ModelFormat;
}

/** A model that the search made. */
export interface Attempt {
  /** Its steps, such as `prune 60% + auto`. */
  name: string;
  model: NamedModel;
  /** Loss of accuracy against the original, on the calibration data. */
  drop: number;
  /** The choice of its precisions, if they were chosen. */
  auto: AutoQuantized | undefined;
}

/** Result of a step: its main file, and the choice of its precisions, if they were chosen. */
export interface Taken {
  entry: string;
  auto?: AutoQuantized;
}

/** A way to make another model from a model. */
export interface Step {
  /** Its part of a candidate's name. */
  name: string;
  makes: ModelFormat;
  /**
   * Writes the model that it makes, with its provenance beside it.
   *
   * @param folder does not exist yet.
   * @param name of the new model.
   * @throws {OptimizerError} if this model does not allow the step.
   */
  take(parent: Attempt, place: { folder: string; name: string }): Promise<Taken>;
}

/** Steps of one kind, for the models that allow them. */
export interface Family {
  name: string;
  /** @returns the steps that a model can take, or the reason for none, with the fix. */
  stepsFor(subject: Subject, search: Search): Promise<readonly Step[] | string>;
}
