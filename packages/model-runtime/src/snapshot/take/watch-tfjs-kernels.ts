import type { DataId, KernelConfig } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { CopiedRows } from '../snapshot-plan.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

const BACKEND = 'wasm';

/** The version of `@tensorflow/tfjs-backend-wasm` whose sources were read for what follows. */
const READ_VERSION: string = '4.22.0';

const FLOAT_BYTES = 4;
const axisAttribute = v.object({ axis: v.number() });
const castToFloat = v.object({ dtype: v.literal('float32') });
const sliceAttributes = v.object({
  begin: v.union([v.number(), v.array(v.number())]),
  size: v.union([v.number(), v.array(v.number())]),
});

/**
 * Kernels of TensorFlow.js's WebAssembly backend that leave all work on elements to its module (`src/kernels` of it). The
 * others do some of it in JavaScript, where no boundary is crossed: what they wrote for one input would be taken for a
 * constant. Those of ours that stand in place of some (`engines/wasm/kernels`) keep to that for floats.
 */
const KERNELS_IN_MODULE: ReadonlySet<string> = new Set(
  `Abs Add AddN AvgPool BatchMatMul Ceil ClipByValue Conv2D Conv2DBackpropInput Cos DepthToSpace DepthwiseConv2dNative Elu
   Erf Exp ExpandDims Floor FusedBatchNorm FusedConv2D FusedDepthwiseConv2D LeakyRelu Log Max MaxPool Maximum Mean Min
   Minimum MirrorPad Multiply Neg PadV2 Pow Prelu Prod RealDiv Reciprocal Relu Relu6 Reshape ResizeBilinear
   ResizeNearestNeighbor Round Rsqrt Selu Sigmoid Sign Sin Softmax Softplus Sqrt Square SquaredDifference Step Sub Sum
   Tanh Tile Transpose _FusedMatMul`.split(/\s+/),
);

/** Kernels that only move elements, in JavaScript: what they write is followed to where it came from. */
const MOVING_KERNELS: ReadonlySet<string> = new Set(['Identity', 'Slice']);

/** Whether a kernel only moves elements; a Cast to what they are does, which an average pooling ends with. */
function isMove(name: string, { inputs: { x }, attrs }: RunningKernel['run']): boolean {
  if (name !== 'Cast') return MOVING_KERNELS.has(name) || SPLITTING_KERNELS.has(name);
  return x !== undefined && !Array.isArray(x) && x.dtype === 'float32' && v.is(castToFloat, attrs);
}

/** Kernels that take a tensor apart, in JavaScript: they make their outputs one after the other, each a slice. */
const SPLITTING_KERNELS: ReadonlySet<string> = new Set(['SplitV', 'Unpack']);

const splitAttributes = v.object({
  axis: v.number(),
  numOrSizeSplits: v.optional(v.union([v.number(), v.array(v.number())])),
});

/** Kernels that put tensors beside each other, in JavaScript, each a copy of rows. */
const JOINING_KERNELS: ReadonlySet<string> = new Set(['Concat', 'Pack']);

/** What an engine did of runs in JavaScript rather than in its module. */
export interface HostWork {
  /**
   * To be called after each run.
   *
   * @param outputs how many outputs have been read from it.
   * @throws {NoSnapshotError} where a kernel worked in JavaScript on what depends on the inputs, or such a thing was
   *   looked at between kernels: what is run next may depend on it.
   */
  endRun(outputs: number): void;
  /** Where the host has from what it wrote last at an address; undefined where that cannot be said. */
  originOf(address: number): Origin | undefined;
  /** Has a listener told of what happens from now on. */
  listen(listener: TensorListener): void;
}

/** Follows tensors by their addresses in the module's memory. */
export interface TensorListener {
  /** One has been made, which the host is about to fill with a copy where it says of what, or with several. */
  onMade(address: number, copied: Copied | undefined, isJoined?: boolean): void;
  /** One has been read, as outputs are. */
  onRead(address: number): void;
}

/** A copy of what lies so many bytes after an address. */
interface Copied {
  from: number;
  offset: number;
}

/** Rows that are copied from an address. */
type JoinedRows = CopiedRows & { from: number };

/** Either nothing that was computed from inputs, but one of them, or always the same; or a copy, or several. */
export type Origin = 'given' | Copied | JoinedRows[];

interface RunningKernel {
  name: string;
  run: Parameters<KernelConfig['kernelFunc']>[0];
  isDependent: boolean;
  /** How many outputs it has made room for. */
  made: number;
}

/**
 * Watches the kernels that are run in this process from now on, on the backend that has been started. What is computed
 * from weights and shapes alone is the same in each run, wherever it is computed.
 */
export async function watchTfjsKernels(): Promise<HostWork> {
  const tf = await import('@tensorflow/tfjs-core');
  const { version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
  const version: string = version_wasm;
  if (version !== READ_VERSION) {
    throw new NoSnapshotError(
      `what TensorFlow.js does in JavaScript was read in version ${READ_VERSION}, and this is ${version}`,
    );
  }
  const backend = tf.backend();
  if (!('getMemoryOffset' in backend)) throw new TypeError(`the backend is not '${BACKEND}'`);
  const { getMemoryOffset } = backend;
  const addressOf = (dataId: DataId) => Number(Reflect.apply(Object(getMemoryOffset), backend, [dataId]));

  /** What depends on the inputs, which are floats; integers that are written during a run are sizes. */
  const dependent = new WeakSet<DataId>();
  const outside = new Set<string>();
  const origins = new Map<number, Origin | undefined>();
  const listeners: TensorListener[] = [];
  /** The kernels that are running, one within the other. */
  const running: RunningKernel[] = [];
  /** What has been read since the last kernel, and whether anything that counts was read before that. */
  let reads = 0;
  let dependentReads = 0;
  let hasLooked = false;

  /** Where a tensor that a kernel makes has its elements from, where the module does not write them. */
  function originIn(kernel: RunningKernel | undefined): Origin | undefined {
    if (!kernel?.isDependent) return 'given';
    if (JOINING_KERNELS.has(kernel.name)) return joined(kernel);
    if (SPLITTING_KERNELS.has(kernel.name)) return piece(kernel);
    const { x } = kernel.run.inputs;
    if (!x || Array.isArray(x)) return undefined;
    const from = addressOf(x.dataId);
    // The only thing that the others do: a transposition of sizes of 1 is a copy.
    if (kernel.name !== 'Slice') return { from, offset: 0 };
    const { begin, size } = v.parse(sliceAttributes, kernel.run.attrs);
    const [first = [], sizes = []] = tf.slice_util.parseSliceParams(x, begin, size);
    if (!tf.slice_util.isSliceContinous(x.shape, first, sizes)) return undefined;
    const elements = tf.slice_util.computeFlatOffset(first, tf.util.computeStrides(x.shape));
    return { from, offset: elements * tf.util.bytesPerElement(x.dtype) };
  }

  /** Where the next output of a kernel that takes a tensor apart lies in that, where it lies in one piece. */
  function piece({ run, made }: RunningKernel): Copied | undefined {
    const x = run.inputs['x'] ?? run.inputs['value'];
    if (!x || Array.isArray(x)) return undefined;
    const { axis, numOrSizeSplits } = v.parse(splitAttributes, run.attrs);
    const along = axis < 0 ? axis + x.shape.length : axis;
    if (tf.util.sizeFromShape(x.shape.slice(0, along)) !== 1) return undefined;
    const sizes = Array.isArray(numOrSizeSplits)
      ? // By now the kernel has put a number in the place of -1, which stands for the rest.
        numOrSizeSplits
      : Array.from({ length: made }, () => (x.shape[along] ?? 0) / (numOrSizeSplits ?? x.shape[along] ?? 1));
    const before = sizes.slice(0, made).reduce((sum, size) => sum + size, 0);
    const elements = before * tf.util.sizeFromShape(x.shape.slice(along + 1));
    return { from: addressOf(x.dataId), offset: elements * tf.util.bytesPerElement(x.dtype) };
  }

  /** Where the rows of what a kernel puts together come from. A Pack joins along a dimension that it makes. */
  function joined({ name, run }: RunningKernel): JoinedRows[] | undefined {
    const { axis } = v.parse(axisAttribute, run.attrs);
    const inputs = Object.values(run.inputs)
      .flat()
      .filter((input) => input && tf.util.sizeFromShape(input.shape) > 0);
    const [first] = inputs;
    if (!first || first.dtype !== 'float32') return undefined;
    const rank = first.shape.length + (name === 'Pack' ? 1 : 0);
    const along = axis < 0 ? axis + rank : axis;
    const rows = tf.util.sizeFromShape(first.shape.slice(0, along));
    const lengths = inputs.map((input) => (tf.util.sizeFromShape(input?.shape ?? []) / rows) * FLOAT_BYTES);
    const toStep = lengths.reduce((sum, length) => sum + length, 0);
    let to = 0;
    return inputs.flatMap((input, at) => {
      const length = lengths[at] ?? 0;
      const row = input && { from: addressOf(input.dataId), rows, length, fromStep: length, toStep, to };
      to += length;
      return row ? [row] : [];
    });
  }

  const write = backend.write.bind(backend);
  backend.write = (values, shape, dtype) => {
    const dataId = write(values, shape, dtype);
    // A kernel makes room for its outputs without values.
    if (values && dtype === 'float32') dependent.add(dataId);
    const address = addressOf(dataId);
    const kernel = running.at(-1);
    const from = values && kernel?.isDependent ? undefined : originIn(kernel);
    if (kernel) kernel.made += 1;
    origins.set(address, from);
    const isCopy = from !== 'given' && !Array.isArray(from) && kernel && isMove(kernel.name, kernel.run);
    const isJoined = Array.isArray(from);
    for (const listener of listeners) listener.onMade(address, isCopy ? from : undefined, isJoined);
    return dataId;
  };
  const read = backend.readSync.bind(backend);
  backend.readSync = (dataId: DataId) => {
    if (running.length === 0) {
      reads += 1;
      if (dependent.has(dataId)) dependentReads += 1;
      for (const listener of listeners) listener.onRead(addressOf(dataId));
    }
    return read(dataId);
  };

  for (const config of tf.getKernelsForBackend(BACKEND)) {
    const { kernelName } = config;
    const isFollowed = KERNELS_IN_MODULE.has(kernelName) || JOINING_KERNELS.has(kernelName);
    const kernelFunc: KernelConfig['kernelFunc'] = (run) => {
      if (running.length === 0) {
        hasLooked ||= dependentReads > 0;
        reads = 0;
      }
      const inputs = Object.values(run.inputs).flat();
      const isDependent = inputs.some((input) => input && dependent.has(input.dataId));
      running.push({ name: kernelName, run, isDependent, made: 0 });
      const given = config.kernelFunc(run);
      running.pop();
      if (!isDependent) return given;
      if (!isFollowed && !isMove(kernelName, run)) outside.add(kernelName);
      for (const { dataId } of [given].flat()) dependent.add(dataId);
      return given;
    };
    tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({ ...config, kernelFunc });
  }

  return {
    endRun(outputs) {
      if (outside.size > 0) {
        throw new NoSnapshotError(`TensorFlow.js runs part of it in JavaScript: ${[...outside].join(', ')}`);
      }
      if (hasLooked || reads !== outputs) {
        throw new NoSnapshotError('what is run depends on what it computes');
      }
      reads = 0;
      dependentReads = 0;
    },
    originOf: (address) => origins.get(address),
    listen: (listener) => void listeners.push(listener),
  };
}
