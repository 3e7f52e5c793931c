/**
 * The part of the protocol that a caller of `predict` needs: types, limits and base64. Nothing here loads the validation.
 *
 * @module
 */
export type { ErrorDetails, ErrorReason } from '../errors/error-reason.ts';
export { encodeBase64 } from '../tensors/base64.ts';
export type { DType } from '../tensors/dtype.ts';
export type { DescribeResponse, ModelDescription, OutputValue, RankedClass, Timing } from '../wire/answer.ts';
export { MAX_ROWS } from '../wire/limits.ts';
export type { BinaryTensor } from '../wire/request.ts';
