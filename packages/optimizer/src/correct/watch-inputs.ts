import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Window } from './mean-patch.ts';

const BACKEND = 'wasm';

const size = v.union([v.number(), v.tuple([v.number(), v.number()])]);
const convolution = v.object({
  strides: size,
  dilations: v.optional(size, 1),
  pad: v.union([v.picklist(['same', 'valid']), v.number()]),
  dimRoundingMode: v.optional(v.picklist(['floor', 'round', 'ceil'])),
});
const product = v.object({ transposeA: v.literal(false), transposeB: v.literal(false) });
const fourSides = v.tuple([v.number(), v.number(), v.number(), v.number()]);

/** TensorFlow.js kernels that multiply an input by a weight, and their names for the two. */
const WATCHED: Readonly<Record<string, { input: string; weight: string; isDepthwise?: true }>> = {
  Conv2D: { input: 'x', weight: 'filter' },
  FusedConv2D: { input: 'x', weight: 'filter' },
  DepthwiseConv2dNative: { input: 'x', weight: 'filter', isDepthwise: true },
  FusedDepthwiseConv2D: { input: 'x', weight: 'filter', isDepthwise: true },
  BatchMatMul: { input: 'a', weight: 'b' },
  _FusedMatMul: { input: 'a', weight: 'b' },
};

/** Called with an input before a kernel takes it: the id of the weight, and elements in the engine's own memory. */
export type OnInput = (weight: tf.DataId, input: ArrayLike<number>, window: Window) => void;

/** Watches the inputs that weights are multiplied with on the backend of the `wasm` engine, until it is disposed. */
export function watchInputs(onInput: OnInput): Disposable {
  const watched = tf.getKernelsForBackend(BACKEND).filter(({ kernelName }) => kernelName in WATCHED);
  for (const config of watched) {
    const {
      input: inputName,
      weight: weightName,
      isDepthwise = false,
    } = WATCHED[config.kernelName] ?? {
      input: '',
      weight: '',
    };
    replace({
      ...config,
      kernelFunc: (run) => {
        const input = run.inputs[inputName];
        const weight = run.inputs[weightName];
        if (input && weight && !Array.isArray(input) && !Array.isArray(weight)) {
          const window = windowOf({ input, weight, attributes: run.attrs, isDepthwise });
          if (window) onInput(weight.dataId, elementsOf(input), window);
        }
        return config.kernelFunc(run);
      },
    });
  }
  return {
    [Symbol.dispose]() {
      for (const config of watched) replace(config);
    },
  };
}

function replace(config: tf.KernelConfig): void {
  tf.unregisterKernel(config.kernelName, config.backendName);
  tf.registerKernel(config);
}

/** Undefined for another layout, such as a matrix that is transposed in the multiplication. */
function windowOf({
  input,
  weight,
  attributes,
  isDepthwise,
}: {
  input: tf.TensorInfo;
  weight: tf.TensorInfo;
  attributes: unknown;
  isDepthwise: boolean;
}): Window | undefined {
  const [from, to] = [v.safeParse(fourSides, input.shape), v.safeParse(fourSides, weight.shape)];
  const how = v.safeParse(convolution, attributes);
  if (how.success) {
    if (!from.success || !to.success) return undefined;
    const { strides, dilations, pad, dimRoundingMode } = how.output;
    return tf.backend_util.computeConv2DInfo(
      from.output,
      to.output,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      isDepthwise,
    );
  }
  if (!v.is(product, attributes)) return undefined;
  const inChannels = weight.shape.at(-2) ?? 1;
  const batchSize = tf.util.sizeFromShape(input.shape) / inChannels;
  const one = { inHeight: 1, inWidth: 1, outHeight: 1, outWidth: 1, filterHeight: 1, filterWidth: 1 };
  const still = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 };
  return { batchSize, inChannels, ...one, ...still, padInfo: { top: 0, left: 0 } };
}

/** Reads elements in the engine's memory: copies would be many times the size of the model. */
function elementsOf(input: tf.TensorInfo): ArrayLike<number> {
  const backend = tf.backend();
  if (!('typedArrayFromHeap' in backend)) throw new TypeError(`the backend is not '${BACKEND}'`);
  return Reflect.apply(Object(backend.typedArrayFromHeap), backend, [input]);
}
