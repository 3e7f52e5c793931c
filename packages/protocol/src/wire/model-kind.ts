/** The formats in which TensorFlow saves a model. */
export const MODEL_FORMATS = ['tfjs-layers-model', 'tfjs-graph-model', 'tflite', 'saved-model'] as const;

/** The engines that run a model. */
export const ENGINE_NAMES = ['wasm', 'litert', 'tfjs-node'] as const;

export type ModelFormat = (typeof MODEL_FORMATS)[number];
export type EngineName = (typeof ENGINE_NAMES)[number];
