/**
 * Calls TensorFlow models that Pilotlight serves, from a browser or a server, with the Firebase client SDK.
 *
 * @example
 * import { createPredictor } from '@pilotlight/client';
 *
 * const digits = createPredictor(functions, { model: 'digits' }); // functions: what getFunctions() returns
 * const { predictions } = await digits.predict([pixels]);
 *
 * @module
 */
export type {
  BinaryTensor,
  ModelDescription,
  OutputValue,
  RankedClass,
  Timing,
} from '@pilotlight/protocol/calling';
export type { CallOptions } from './call.ts';
export { createPredictor, type PredictorOptions } from './create-predictor.ts';
export { isPredictError } from './errors/is-predict-error.ts';
export { PredictError } from './errors/predict-error.ts';
export type { PredictErrorReason } from './errors/reason.ts';
export type { Answered, ColumnPredictions, Predictions, Predictor, TopClasses } from './predictor.ts';
export type { Models, ModelType, TensorType } from './types/models.ts';
export type { AnyInput, Columns, Image, Label, Outputs, Prediction, Row } from './types/values.ts';
