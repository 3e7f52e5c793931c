import { roundHalfToEven } from './round-half-to-even.ts';

/**
 * Returns the step and the least value of a quantization to integers of 0 to `steps` that covers `low` to `high`. A
 * range that includes zero is shifted so that one of the integers is exactly zero, as padding is zero. The same as
 * `_get_affine_quantization_range` of tfjs-converter 4.22.0.
 */
export function affineRange({ low, high, steps }: { low: number; high: number; steps: number }): {
  scale: number;
  min: number;
} {
  if (low === high) return { scale: 1, min: low };
  const scale = (high - low) / steps;
  if (low > 0 || high < 0) return { scale, min: low };
  return { scale, min: -roundHalfToEven(-low / scale) * scale };
}
