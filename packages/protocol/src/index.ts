/**
 * Requests to `predict`, its answers and its errors. Tensors are in `@pilotlight/protocol/tensors`.
 *
 * @example
 * const request = parseRequest({ model: 'digits', instances: [[0, 0.5]] });
 * request.op; // => 'predict'
 *
 * @module
 */
export { CALLABLE_CODES, type ErrorDetails, type ErrorReason } from './errors/error-reason.ts';
export { InvalidRequestError } from './errors/invalid-request-error.ts';
export { PilotlightError } from './errors/pilotlight-error.ts';
export { RequestTooLargeError } from './errors/request-too-large-error.ts';
export type { DescribeResponse, PredictResponse, RankedClass, Timing, WarmResponse } from './wire/answer.ts';
export { encodeBinaryTensor } from './wire/binary-tensor.ts';
export { decodeInputs } from './wire/decode-inputs.ts';
export { encodePrediction } from './wire/encode-prediction.ts';
export { wantedWords } from './wire/explain-value.ts';
export { MAX_REQUEST_BYTES, MAX_TENSOR_BYTES } from './wire/limits.ts';
export { maskPassword } from './wire/mask-password.ts';
export { ENGINE_NAMES, type EngineName, MODEL_FORMATS, type ModelFormat } from './wire/model-kind.ts';
export { MODEL_NAME_PATTERN, MODEL_NAME_RULE } from './wire/model-name.ts';
export {
  type BinaryTensor,
  type ParsedPredictRequest,
  type ParsedRequest,
  parseRequest,
  type PredictRequest,
  REQUEST_FIELDS,
  type TensorPayload,
  type TensorValue,
  type WarmRequest,
} from './wire/request.ts';
export { parseDescribeResponse, parsePredictResponse, parseWarmResponse } from './wire/response.ts';
export {
  type LabelledVersion,
  STABLE,
  VERSION_LABEL_PATTERN,
  VERSION_LABEL_RULE,
  type VersionLabels,
} from './wire/version-label.ts';
export { WARM_UP_IDENTITY_HEADER, warmUpAudience } from './wire/warm-up-identity.ts';
