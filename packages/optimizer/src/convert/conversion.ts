/** How the converter of TensorFlow Lite stores weights: see https://ai.google.dev/edge/litert/models/model_optimization. */
export const TFLITE_QUANTIZATIONS = ['none', 'float16', 'dynamic', 'int8'] as const;
export type TfliteQuantization = (typeof TFLITE_QUANTIZATIONS)[number];

/** What a model is to become. */
export type Conversion = { to: 'tfjs' } | { to: 'tflite'; quantize: TfliteQuantization };
