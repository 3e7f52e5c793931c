const MEBIBYTE = 2 ** 20;

/** A file above its limit is refused before it is read: a file is held in memory whole. */
export const LIMITS = {
  modelJson: 64 * MEBIBYTE,
  savedModel: 512 * MEBIBYTE,
  variablesIndex: 64 * MEBIBYTE,
  /** The largest offset in a flatbuffer. */
  tflite: 2048 * MEBIBYTE - 1,
  /** Files of one model. */
  files: 10_000,
  /** Numbers, letters and tables that are read in one `.tflite`. */
  elements: 2 ** 22,
  /** Values in a `model.json`. */
  jsonValues: 1_000_000,
  /** Fields of a SavedModel's message that is decoded at once: a node, or all signatures. */
  messageFields: 100_000,
  /** Nodes of a graph and its functions: a decoded node takes about two hundred bytes. */
  graphNodes: 500_000,
  /** Kinds of ops in one model; TensorFlow has about 1,500. */
  opKinds: 10_000,
  /** Layers of a Keras model, each counted at every visit. */
  layerUses: 1_000_000,
  /** Models within models, and folders within folders. */
  depth: 16,
} as const;
