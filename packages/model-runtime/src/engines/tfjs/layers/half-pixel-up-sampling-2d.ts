import {
  image,
  type Rank,
  reshape,
  serialization,
  type Tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';

const options = v.object({
  size: v.optional(v.tuple([v.number(), v.number()]), [2, 2]),
  dataFormat: v.optional(v.picklist(['channelsFirst', 'channelsLast']), 'channelsLast'),
});

/**
 * `UpSampling2D` with bilinear interpolation as in Keras since TensorFlow 2, which treats a pixel as an area. TensorFlow.js
 * treats it as a point, as Keras did before.
 */
class HalfPixelUpSampling2D extends layers.Layer {
  static className = 'HalfPixelUpSampling2D';
  readonly #options: v.InferOutput<typeof options>;

  constructor(config: ConstructorParameters<typeof layers.Layer>[0]) {
    super(config);
    this.#options = v.parse(options, config);
  }

  override computeOutputShape(shape: (number | null)[]) {
    const { size, dataFormat } = this.#options;
    const first = dataFormat === 'channelsFirst' ? 2 : 1;
    return shape.map((one, at) => (one === null ? null : one * (size[at - first] ?? 1)));
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [x] = [inputs].flat();
    if (!x) throw new TypeError('a layer was called without inputs');
    const { size, dataFormat } = this.#options;
    return tidy(() => {
      const last = dataFormat === 'channelsFirst' ? transpose(x, [0, 2, 3, 1]) : x;
      const [batch = 0, height = 0, width = 0, channels = 0] = last.shape;
      const images = reshape<Rank.R4>(last, [batch, height, width, channels]);
      const resized = image.resizeBilinear(images, [height * size[0], width * size[1]], false, true);
      return dataFormat === 'channelsFirst' ? transpose(resized, [0, 3, 1, 2]) : resized;
    });
  }
}

serialization.registerClass(HalfPixelUpSampling2D);

/** The versions of Keras before TensorFlow 2, and TensorFlow.js itself. */
const POINTS = /^(1\.|2\.[0-3]\.[0-9]+$|tfjs)/;

/** Returns the layers with the bilinear interpolation of the Keras version that wrote them. */
export function withHalfPixels(topology: unknown): unknown {
  const written = v.safeParse(v.object({ keras_version: v.string() }), topology);
  return written.success && POINTS.test(written.output.keras_version) ? topology : renamed(topology);
}

const bilinear = v.looseObject({
  class_name: v.literal('UpSampling2D'),
  config: v.looseObject({ interpolation: v.literal('bilinear') }),
});

/** Returns the same JSON, with another class for those layers. */
function renamed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(renamed);
  if (typeof json !== 'object' || json === null) return json;
  if (v.is(bilinear, json)) return { ...json, class_name: HalfPixelUpSampling2D.className };
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, renamed(value)]));
}
