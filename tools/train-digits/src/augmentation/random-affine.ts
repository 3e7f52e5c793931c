import { DISTORTION } from '../training/hyperparameters.ts';
import type { Random } from '@pilotlight/statistics/random';

/**
 * An affine map about the center of the image: the pixel (x, y) of the result comes from (a x + b y + shiftX, c x + d y
 * + shiftY) of the source.
 */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  shiftX: number;
  shiftY: number;
}

const { shear, stretch, shift } = DISTORTION;
const rotation = (DISTORTION.rotation * Math.PI) / 180;

/** Returns a random rotation, slant, stretch and shift, about as large as in hurried handwriting. */
export function randomAffine(random: Random): Affine {
  const angle = random.between(-rotation, rotation);
  const slant = random.between(-shear, shear);
  const scaleX = 1 / random.between(1 - stretch, 1 + stretch);
  const scaleY = 1 / random.between(1 - stretch, 1 + stretch);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return {
    a: cos * scaleX,
    b: (slant * cos - sin) * scaleX,
    c: sin * scaleY,
    d: (slant * sin + cos) * scaleY,
    shiftX: random.between(-shift, shift),
    shiftY: random.between(-shift, shift),
  };
}
