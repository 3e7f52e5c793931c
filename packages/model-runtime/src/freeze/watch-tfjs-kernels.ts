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
   * @throws {NotFreezableError} where a kernel worked in JavaScript on what depends on the inputs, or such a thing was
   *   looked at between kernels: what is run next may depend on it.
   */
  check(outputs: number): void;
}

/**
 * Watches the kernels that are run in this process from now on, on the backend that has been started. What is computed
 * from weights and shapes alone is the same in each run, wherever it is computed.
 */
export async function watchTfjsKernels(): Promise<HostWork> {
  const tf = await import('@tensorflow/tfjs-core');
  const backend = tf.backend();
  /** What depends on the inputs, which are floats; integers that are written during a run are sizes. */
  const dependent = new WeakSet<DataId>();
  const outside = new Set<string>();
  /** Kernels that are running, and what has been read while none was. */
  let running = 0;
  let reads = 0;

  const write = backend.write.bind(backend);
  backend.write = (values, shape, dtype) => {
    const dataId = write(values, shape, dtype);
    // A kernel makes room for its outputs without values.
    if (values && dtype === 'float32') dependent.add(dataId);
    return dataId;
  };
  const read = backend.readSync.bind(backend);
  backend.readSync = (dataId: DataId) => {
    if (running === 0 && dependent.has(dataId)) reads += 1;
    return read(dataId);
  };

  for (const config of tf.getKernelsForBackend(BACKEND)) {
    const { kernelName } = config;
    const isInModule = KERNELS_IN_MODULE.has(kernelName) || MOVING_KERNELS.has(kernelName);
    const kernelFunc: KernelConfig['kernelFunc'] = (options) => {
      running += 1;
      const given = config.kernelFunc(options);
      running -= 1;
      const inputs = Object.values(options.inputs).flat();
      if (!inputs.some((input) => input && dependent.has(input.dataId))) return given;
      if (!isInModule) outside.add(kernelName);
      for (const { dataId } of [given].flat()) dependent.add(dataId);
      return given;
    };
    tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({ ...config, kernelFunc });
  }

  return {
    check(outputs) {
      if (outside.size > 0) {
        throw new NotFreezableError(
          `TensorFlow.js runs part of it in JavaScript: ${[...outside].join(', ')}`,
        );
      }
      if (reads !== outputs) throw new NotFreezableError('what is run depends on what it computes');
    },
  };
}
