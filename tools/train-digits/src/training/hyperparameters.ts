/** Settings of the training, in one place; the model card reports them too. */
export const TRAINING = {
  /** Number of examples per step. */
  batchSize: 128,
  /** Number of training images that are held out, to choose the epoch to keep. */
  held: 5000,
  momentum: 0.9,
  /** The highest learning rate. */
  peakLearningRate: 0.05,
  /** Fraction of the training during which the learning rate rises. */
  warmUp: 0.05,
  /** The factor of the squared weights in the loss. */
  weightDecay: 1e-4,
  /** Fraction of each label that is spread over all classes, so that the network never has to be fully certain. */
  labelSmoothing: 0.05,
} as const;

/** Limits of an image's distortion; all values within them are equally likely. */
export const DISTORTION = {
  /** Degrees, in either direction. */
  rotation: 15,
  /** Columns per row, in either direction. */
  shear: 0.2,
  /** Relative change of width and of height, independent of each other. */
  stretch: 0.15,
  /** Pixels in either direction, horizontally and vertically. */
  shift: 2.2,
  /** Fraction of the images with a finer or bolder stroke. */
  reweighed: 0.5,
  /** See {@link reweighStroke}. */
  finest: -0.5,
  boldest: 0.9,
} as const;
