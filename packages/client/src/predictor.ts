import type { ModelDescription, RankedClass, Timing } from '@pilotlight/protocol/calling';
import type { CallOptions } from './call.ts';
import type { Columns, Label, Outputs, Prediction, Row } from './types/values.ts';

/** What every answer says beside the model's own. */
export interface Answered {
  model: string;
  version: number;
  /** The label that led to this version, where one did. */
  label?: string;
  /** Of a list that was sent in parts: milliseconds of all calls together, and `cold` where one of them was. */
  timing: Timing;
}

/** What the model gives for each row. */
export interface Predictions<Type> extends Answered {
  predictions: Prediction<Type>[];
}

/** What the model gives for whole inputs. */
export interface ColumnPredictions<Type> extends Answered {
  outputs: Outputs<Type>;
}

/** The best classes of each row, the best first. */
export interface TopClasses<Type> extends Answered {
  top: (RankedClass & { label?: Label<Type> | undefined })[][];
}

/** Asks one model. Every call ends with an answer or a {@link PredictError}. */
export interface Predictor<Type> {
  /** Asks about rows. A list that is too long for one call is sent in parts, one after the other. */
  predict(rows: readonly Row<Type>[], options?: CallOptions): Promise<Predictions<Type>>;
  /** Asks with whole inputs, the batch dimension included, in one call. */
  predictColumns(inputs: Columns<Type>, options?: CallOptions): Promise<ColumnPredictions<Type>>;
  /** Asks for the `n` best classes of each row. Lists are sent in parts, as by `predict`. */
  top(rows: readonly Row<Type>[], n: number, options?: CallOptions): Promise<TopClasses<Type>>;
  /** Says what is served of the model, or of every model where none was named: inputs, outputs, labels, engine. */
  describe(options?: CallOptions): Promise<ModelDescription[]>;
}
