/** What was chosen for the training, in one place as the model card tells it too. */
export const TRAINING = {
  /** Examples a step. */
  batchSize: 128,
  /** Training images that are held out, to choose the epoch to keep. */
  held: 5000,
  momentum: 0.9,
  /** The highest learning rate. */
  peakLearningRate: 0.05,
  /** The share of the training over which the learning rate rises. */
  warmUp: 0.05,
  /** The factor of the squared weights in the loss. */
  weightDecay: 1e-4,
  /** How much of each label is spread over all classes, so that the network never has to be quite sure. */
  labelSmoothing: 0.05,
} as const;

/** How far an image is distorted; each figure is a limit, all between are as likely. */
export const DISTORTION = {
  /** Degrees, either way. */
  rotation: 15,
  /** Columns a row, either way. */
  shear: 0.2,
  /** The change of width and of height, each on its own. */
  stretch: 0.15,
  /** Pixels, either way, across and down. */
  shift: 2.2,
  /** The share of the images whose stroke is made finer or bolder. */
  reweighed: 0.5,
  /** See {@link reweighStroke}. */
  finest: -0.5,
  boldest: 0.9,
} as const;
