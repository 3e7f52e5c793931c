import * as v from 'valibot';

const fourSizes = v.tuple([v.number(), v.number(), v.number(), v.number()]);
const fiveSizes = v.tuple([v.number(), v.number(), v.number(), v.number(), v.number()]);

/** The shape of images: number, height, width and channels. */
export const imagesShape = (shape: readonly number[]) => v.parse(fourSizes, shape);
/** The shape of volumes: number, depth, height, width and channels. */
export const volumesShape = (shape: readonly number[]) => v.parse(fiveSizes, shape);
