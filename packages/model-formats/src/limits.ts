const MEBIBYTE = 2 ** 20;

/** Above these a file is refused before it is read: what is read is held in memory whole. */
export const LIMITS = {
  modelJson: 64 * MEBIBYTE,
  savedModel: 512 * MEBIBYTE,
  variablesIndex: 64 * MEBIBYTE,
  /** A flatbuffer's offsets reach no further. */
  tflite: 2048 * MEBIBYTE - 1,
  /** Files of one model. */
  files: 10_000,
  /** Numbers, letters and tables that are looked at in one `.tflite`. */
  elements: 2 ** 22,
  /** Values in a `model.json`. */
  jsonValues: 1_000_000,
  /** Fields of a message of a SavedModel that is decoded at once: a node, or all signatures. */
  messageFields: 100_000,
  /** Nodes of a graph and its functions: one takes some two hundred bytes once it is decoded. */
  graphNodes: 500_000,
  /** Kinds of ops in one model; TensorFlow has some 1,500. */
  opKinds: 10_000,
  /** Layers of a Keras model, each counted as often as it is looked at. */
  layerUses: 1_000_000,
  /** Models within models, and folders within folders. */
  depth: 16,
} as const;
