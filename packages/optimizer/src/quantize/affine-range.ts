import { roundHalfToEven } from './round-half-to-even.ts';

/**
 * The step and the least value of a quantisation to integers of 0 to `steps` that covers `low` to `high`. Where zero
 * lies in the range, the range is moved so that one of the integers stands for exactly zero: padding is.
 * As `_get_affine_quantization_range` of tfjs-converter 4.22.0 has it.
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
