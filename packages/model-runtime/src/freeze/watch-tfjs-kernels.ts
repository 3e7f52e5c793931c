import type { DataId, KernelConfig } from '@tensorflow/tfjs-core';
import { NotFreezableError } from './not-freezable-error.ts';

const BACKEND = 'wasm';

/**
 * Kernels of TensorFlow.js's WebAssembly backend that leave all work on elements to its module (read in the sources of
 * `@tensorflow/tfjs-backend-wasm` 4.22.0, `src/kernels`). The others do some of it in JavaScript, where no boundary is
 * crossed: what they wrote for one input would be taken for a constant.
 */
const KERNELS_IN_MODULE: ReadonlySet<string> = new Set(
  `Abs Add AddN AvgPool BatchMatMul Ceil ClipByValue Conv2D Conv2DBackpropInput Cos DepthToSpace DepthwiseConv2dNative Elu
   Erf Exp ExpandDims Floor FusedBatchNorm FusedConv2D FusedDepthwiseConv2D LeakyRelu Log Max MaxPool Maximum Mean Min
   Minimum MirrorPad Multiply Neg PadV2 Pow Prelu Prod RealDiv Reciprocal Relu Relu6 Reshape ResizeBilinear
   ResizeNearestNeighbor Round Rsqrt Selu Sigmoid Sign Sin Softmax Softplus Sqrt Square SquaredDifference Step Sub Sum
   Tanh Tile Transpose _FusedMatMul`.split(/\s+/),
);

/** Kernels that only move elements: what they wrote is found again where it came from. */
const MOVING_KERNELS: ReadonlySet<string> = new Set(['Identity', 'Slice']);

/** What an engine did of runs in JavaScript rather than in its module. */
export interface HostWork {
  /**
   * @param outputs how many outputs have been read from the runs.
   * @throws {NotFreezableError} where a kernel worked on elements in JavaScript, or one was looked at between kernels:
   *   what is run next may depend on it.
   */
  check(outputs: number): void;
}

/** Watches the kernels that are run in this process from now on, on the backend that has been started. */
export async function watchTfjsKernels(): Promise<HostWork> {
  const tf = await import('@tensorflow/tfjs-core');
  const run = new Set<string>();
  const computed = new WeakSet<DataId>();
  let reads = 0;

  for (const config of tf.getKernelsForBackend(BACKEND)) {
    const kernelFunc: KernelConfig['kernelFunc'] = (options) => {
      run.add(config.kernelName);
      const given = config.kernelFunc(options);
      for (const { dataId } of [given].flat()) computed.add(dataId);
      return given;
    };
    tf.unregisterKernel(config.kernelName, BACKEND);
    tf.registerKernel({ ...config, kernelFunc });
  }
  const backend = tf.backend();
  const read = backend.readSync.bind(backend);
  backend.readSync = (dataId: DataId) => {
    if (computed.has(dataId)) reads += 1;
    return read(dataId);
  };

  return {
    check(outputs) {
      const outside = [...run].filter(
        (kernel) => !KERNELS_IN_MODULE.has(kernel) && !MOVING_KERNELS.has(kernel),
      );
      if (outside.length > 0) {
        throw new NotFreezableError(`TensorFlow.js runs part of it in JavaScript: ${outside.join(', ')}`);
      }
      if (reads !== outputs) throw new NotFreezableError('what is run depends on what it computes');
    },
  };
}
