/**
 * What a model's files say of it, read without any engine.
 *
 * @example
 * const { format, signatures, chosen } = await inspectModel('mobilenet_v2.tflite');
 *
 * @module
 */
export * from './inspect-model.ts';
export * from './model-description.ts';
export * from './model-format-error.ts';
