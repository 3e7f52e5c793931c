import * as v from 'valibot';

const perChannel = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1), v.maxLength(4)),
]);

/** The conversion of an encoded image to a tensor; the input's shape, [-1, height, width, channels], sets its size. */
export const imagePreprocessingSchema = v.strictObject({
  /** The method of `tf.image.resize` with this name, without antialiasing. */
  resize: v.picklist(['bilinear', 'nearest']),
  /** `center` first cuts the largest square out of the middle; `none` changes the proportions instead. */
  crop: v.picklist(['none', 'center']),
  channels: v.picklist(['rgb', 'bgr', 'gray']),
  /** `value = (pixel - mean) / std`, pixels from 0 to 255, for all channels or for each. */
  mean: perChannel,
  std: perChannel,
});

export type ImagePreprocessing = v.InferOutput<typeof imagePreprocessingSchema>;
