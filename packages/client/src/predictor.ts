import type { ModelDescription, RankedClass, Timing } from '@pilotlight/protocol/calling';
import type { CallOptions } from './call.ts';
import type { Columns, Label, Outputs, Prediction, Row } from './types/values.ts';

/** Fields of every answer. */
export interface Answered {
  model: string;
  version: number;
  /** The label that selected this version, if one did. */
  label?: string;
  /** For a list that was sent in parts: milliseconds of all calls together, and `cold` if any of them was cold. */
  timing: Timing;
}

/** The model's outputs for each row. */
export interface Predictions<Type> extends Answered {
  predictions: Prediction<Type>[];
}

/** The model's outputs for whole inputs. */
export interface ColumnPredictions<Type> extends Answered {
  outputs: Outputs<Type>;
}

/** The best classes of each row, the best first. */
export interface TopClasses<Type> extends Answered {
  top: (RankedClass & { label?: Label<Type> | undefined })[][];
}

/** Calls one model. Every call ends with an answer or a {@link PredictError}. */
export interface Predictor<Type> {
  /** Predicts rows. A list that is too long for one call is sent in parts, one after the other. */
  predict(rows: readonly Row<Type>[], options?: CallOptions): Promise<Predictions<Type>>;
  /** Predicts whole inputs, the batch dimension included, in one call. */
  predictColumns(inputs: Columns<Type>, options?: CallOptions): Promise<ColumnPredictions<Type>>;
  /** Predicts the `n` best classes of each row. Lists are sent in parts, as in `predict`. */
  top(rows: readonly Row<Type>[], n: number, options?: CallOptions): Promise<TopClasses<Type>>;
  /** Describes the model, or every served model if none was named: inputs, outputs, labels, engine. */
  describe(options?: CallOptions): Promise<ModelDescription[]>;
}
