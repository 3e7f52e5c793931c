/**
 * What travels between a caller and `predict`.
 *
 * @example
 * const predict = httpsCallable<PredictRequest, PredictResponse>(functions, 'predict');
 * const { data } = await predict({ model: 'digits', instances: [{ dtype: 'float32', shape: [28, 28, 1], b64 }] });
 *
 * @module
 */
export * from './base64.ts';
export * from './binary-tensor.ts';
export * from './decode-inputs.ts';
export * from './dtype.ts';
export * from './elements.ts';
export * from './encode-outputs.ts';
export * from './encode-prediction.ts';
export * from './error-reason.ts';
export * from './invalid-request-error.ts';
export * from './invalid-response-error.ts';
export * from './limits.ts';
export * from './model-kind.ts';
export * from './pilotlight-error.ts';
export * from './quantization.ts';
export * from './rank.ts';
export * from './ready-tensor.ts';
export * from './request-too-large-error.ts';
export * from './request.ts';
export * from './response.ts';
export * from './signature.ts';
export * from './tensor.ts';
export * from './warm-up-identity.ts';
