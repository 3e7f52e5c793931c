import type { Carried } from '@pilotlight/model-formats';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE, type Signature, type TensorSpec } from '@pilotlight/protocol/tensors';

/** The range to which an input scales a pixel's 0 to 255. */
export const PIXEL_RANGES = ['0..1', '-1..1', '0..255'] as const;
export type PixelRange = (typeof PIXEL_RANGES)[number];

const SCALES = {
  '0..1': { mean: 0, std: 255 },
  '-1..1': { mean: 127.5, std: 127.5 },
  '0..255': { mean: 0, std: 1 },
} as const;

/**
 * Returns how an encoded image becomes the model's only input, if this input is an image of three channels or one, and its
 * pixel range is known: from the command line, because its bytes are pixels, or from the model.
 */
export function imagePreprocessing(
  signatures: Readonly<Record<string, Signature>>,
  pixels: PixelRange | undefined,
  carried?: Carried['pixels'],
): Manifest['preprocessing'] {
  const inputs = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  const [only] = inputs;
  if (inputs.length !== 1 || !only) return undefined;
  const [name, spec] = only;
  const channels = spec.shape[3];
  const isImage =
    spec.shape.length === 4 &&
    (channels === 3 || channels === 1) &&
    spec.shape.slice(1).every((size) => size > 0);
  const scale = pixels
    ? SCALES[pixels]
    : (scaleOfBytes(spec) ?? (spec.dtype === 'float32' ? carried : undefined));
  if (!isImage || !scale) return undefined;
  const { mean, std } = scale;
  return {
    [name]: {
      resize: 'bilinear',
      crop: 'crop' in scale ? scale.crop : 'none',
      channels: channels === 1 ? 'gray' : 'rgb',
      mean: toPerChannel(mean),
      std: toPerChannel(std),
    },
  };
}

/** Returns one number if it holds for all channels. */
function toPerChannel(value: number | readonly number[]): number | number[] {
  const [first, ...others] = [value].flat();
  return first === undefined || others.length > 0 ? [value].flat() : first;
}

/** Returns the scale of an input of bytes: a byte is a pixel, with the value `scale · (pixel - zeroPoint)`. */
function scaleOfBytes({ dtype, quantization }: TensorSpec): { mean: number; std: number } | undefined {
  if (dtype !== 'uint8') return undefined;
  return quantization ? { mean: quantization.zeroPoint, std: 1 / quantization.scale } : { mean: 0, std: 1 };
}
