/** Quantizations of the TensorFlow Lite converter: see https://ai.google.dev/edge/litert/models/model_optimization. */
export const TFLITE_QUANTIZATIONS = ['none', 'float16', 'dynamic', 'int8'] as const;
export type TfliteQuantization = (typeof TFLITE_QUANTIZATIONS)[number];

/** Target of a conversion. */
export type Conversion = { to: 'tfjs' } | { to: 'tflite'; quantize: TfliteQuantization };
