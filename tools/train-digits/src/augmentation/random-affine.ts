import { DISTORTION } from '../training/hyperparameters.ts';
import type { Random } from '@pilotlight/statistics/random';

/**
 * A map of the plane about the centre of the image: the pixel (x, y) of the result is looked up at
 * (a x + b y + shiftX, c x + d y + shiftY) of the source.
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

/** Turns, slants, stretches and moves a digit about as far as a hurried hand does. */
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
