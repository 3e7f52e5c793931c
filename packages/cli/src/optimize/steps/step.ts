import type { ModelFormat } from '@pilotlight/protocol';
import type { AutoQuantized, Dataset } from '@pilotlight/optimizer';
import type { PixelRange } from '../../models/image-preprocessing.ts';
import type { NamedModel } from '../../models/with-served-models.ts';

/** What is searched for, and with what. */
export interface Search {
  original: NamedModel;
  calibration: Dataset;
  /** Which part of its files that is, where it is not all. */
  part: string | undefined;
  /** Examples of it that are used. */
  maxExamples: number;
  /** To train with. */
  training: Dataset | undefined;
  students: readonly string[];
  sparsities: readonly number[];
  /** Shares of the channels to take away. */
  channels: readonly number[];
  maxDrop: number;
  pixels: PixelRange | undefined;
  models: string;
  /** The folder in which trainings that were interrupted leave their checkpoints. */
  checkpoints: string;
}

/** What a step may be taken from, as far as that says which steps there are. */
export interface Subject {
  isOriginal: boolean;
  format: ModelFormat;
}

/** A model that was made. */
export interface Attempt {
  /** The steps to it, such as `prune 60% + auto`. */
  name: string;
  model: NamedModel;
  /** How much worse it is than the original on the calibration data. */
  drop: number;
  /** How its precisions were chosen, where they were. */
  auto: AutoQuantized | undefined;
}

/** What came of a step: its main file, and how its precisions were chosen, where they were. */
export interface Taken {
  entry: string;
  auto?: AutoQuantized;
}

/** Something that makes another model of a model. */
export interface Step {
  /** As it stands in a candidate's name. */
  name: string;
  makes: ModelFormat;
  /**
   * Writes the model that it makes, and how that was made beside it.
   *
   * @param folder is not there yet.
   * @param name that of the model to be.
   * @throws {OptimizerError} where that cannot be made of this model.
   */
  take(parent: Attempt, place: { folder: string; name: string }): Promise<Taken>;
}

/** Steps of one kind: what they apply to, and what they are. */
export interface Family {
  name: string;
  /** @returns the steps that a model can take, or why there are none and what would help. */
  stepsFor(subject: Subject, search: Search): Promise<readonly Step[] | string>;
}
