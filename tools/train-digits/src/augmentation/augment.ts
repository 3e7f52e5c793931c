import { PIXELS } from '../mnist/digit-set.ts';
import { DISTORTION } from '../training/hyperparameters.ts';
import { randomAffine } from './random-affine.ts';
import type { Random } from '@pilotlight/statistics/random';
import { reweighStroke } from './reweigh-stroke.ts';
import { warp } from './warp.ts';

const { reweighed, finest, boldest } = DISTORTION;

/** Draws a digit as another hand might have written it: `source` in bytes, `target` in floats of 0 to 1. */
export function augment({
  source,
  target,
  random,
}: {
  source: Uint8Array;
  target: Float32Array;
  random: Random;
}): void {
  warp({ source, affine: randomAffine(random), target });
  if (random.between(0, 1) < reweighed) {
    const scratch = new Float32Array(PIXELS);
    reweighStroke({ image: target, scratch, weight: random.between(finest, boldest) });
  }
}
