import type { DataId, KernelConfig } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { BACKEND } from '../../engines/wasm/kernels/backend-kernel.ts';
import type { CheckedIndices } from '../snapshot-plan.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import {
  INDEXING_KERNELS,
  LOOKING_KERNELS,
  MOVING_KERNELS,
  READ_VERSION,
  SHAPE_KERNELS,
} from './tfjs-kernels.ts';
import { createMoveTracer, type KernelRun, type Moved } from './trace-moves.ts';

/** Work that an engine did in JavaScript rather than in its module. */
export interface HostWork {
  /** To be called before each run. */
  beginRun(inputs: NamedTensors): void;
  /**
   * To be called after each run.
   *
   * @param outputs the number of outputs that have been read from it.
   * @throws {NoSnapshotError} if a kernel worked in JavaScript on values that depend on the inputs, or such values were
   *   read
   *   between kernels: the next kernel may depend on them.
   */
  endRun(outputs: number): void;
  /** Returns the origin of what the host wrote last at an address; undefined if it is unknown. */
  originOf(address: number): Origin | undefined;
  /** Returns the indices that the host has checked to be in range since the last call of this. */
  takeChecks(): IndexCheck[];
  /** Adds a listener for each tensor that is read from now on, as outputs are. */
  listen(onRead: (address: number) => void): void;
}

/** Origin of a tensor: values that depend on no input, or an input, or elements that were moved. */
export type Origin = 'given' | { input: string } | Moved;

export type IndexCheck = CheckedIndices & { at: number };

interface RunningKernel {
  name: string;
  run: KernelRun;
  isDependent: boolean;
  /** Tensors that it has allocated. */
  made: Set<DataId>;
  /** Elements that it moves into these tensors, in the same order. */
  moves: readonly (Moved | undefined)[];
  /** True if it has read anything that depends on inputs, other than indices to check that they are in range. */
  hasLooked: boolean;
}

/**
 * Watches the kernels that run in this process from now on, on the backend that has been started. What is computed from
 * weights and shapes alone is the same in each run, in JavaScript or in the module. A kernel that reads no element leaves
 * all work on elements to the module.
 */
export async function watchTfjsKernels(): Promise<HostWork> {
  const tf = await import('@tensorflow/tfjs-core');
  const { BackendWasm, version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
  const version: string = version_wasm;
  if (version !== READ_VERSION) {
    throw new NoSnapshotError(
      `what TensorFlow.js does in JavaScript was read in version ${READ_VERSION}, and this is ${version}`,
    );
  }
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new TypeError(`the backend is not '${BACKEND}'`);
  const addressOf = (dataId: DataId) => backend.getMemoryOffset(dataId);
  const tracer = createMoveTracer(backend);

  /** Names of the run's inputs, by their elements; and names of those that have been written. */
  const names = new Map<unknown, string>();
  const given = new Set<string>();
  const dependent = new WeakSet<DataId>();
  const outside = new Set<string>();
  const origins = new Map<number, Origin | undefined>();
  const listeners: ((address: number) => void)[] = [];
  let checks: IndexCheck[] = [];
  /** The kernels that are running, one within the other. */
  const running: RunningKernel[] = [];
  /**
   * Number of reads since the last kernel, in all and of tensors that depend on inputs; and true if one of these came
   * before.
   */
  let reads = 0;
  let dependentReads = 0;
  let hasLooked = false;

  /** Returns the origin of a tensor's elements, if the module does not write them. */
  function originOf(dataId: DataId, values: unknown): Origin | undefined {
    const kernel = running.at(-1);
    const input = kernel ? undefined : names.get(values);
    if (input !== undefined) {
      given.add(input);
      dependent.add(dataId);
      return { input };
    }
    if (!kernel?.isDependent) return 'given';
    const moved = kernel.moves[kernel.made.size];
    kernel.made.add(dataId);
    // A kernel allocates its outputs without values.
    return values && !kernel.hasLooked ? 'given' : moved;
  }

  function look(dataId: DataId): void {
    const kernel = running.at(-1);
    if (!kernel?.isDependent || !(dependent.has(dataId) || kernel.made.has(dataId))) return;
    const { inputs, attrs = {} } = kernel.run;
    const { input = '', boundsOf } = INDEXING_KERNELS[kernel.name] ?? {};
    const indices = inputs[input];
    if (!boundsOf || indices?.dataId !== dataId) {
      kernel.hasLooked = true;
      return;
    }
    const count = tf.util.sizeFromShape(indices.shape);
    checks.push({ at: addressOf(dataId), count, below: boundsOf({ inputs, attrs: { ...attrs } }) });
  }

  const write = backend.write.bind(backend);
  backend.write = (values, shape, dtype) => {
    const dataId = write(values, shape, dtype);
    origins.set(addressOf(dataId), originOf(dataId, values));
    return dataId;
  };
  const typedArrayFromHeap = backend.typedArrayFromHeap.bind(backend);
  backend.typedArrayFromHeap = (tensor) => {
    look(tensor.dataId);
    return typedArrayFromHeap(tensor);
  };
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (dataId, ...range) => {
    look(dataId);
    if (running.length === 0) {
      reads += 1;
      if (dependent.has(dataId)) dependentReads += 1;
      // A call of the module: the writes of the host until now are noted before it.
      backend.wasm.tfjs.getThreadsCount();
      for (const onRead of listeners) onRead(addressOf(dataId));
    }
    return readSync(dataId, ...range);
  };

  for (const config of tf.getKernelsForBackend(BACKEND)) {
    const { kernelName: name } = config;
    const kernelFunc: KernelConfig['kernelFunc'] = (run) => {
      if (running.length === 0) {
        hasLooked ||= dependentReads > 0;
        reads = 0;
      }
      const inputs = Object.values(run.inputs).flat();
      const isDependent =
        !SHAPE_KERNELS.has(name) && inputs.some((input) => input && dependent.has(input.dataId));
      const moves = isDependent && MOVING_KERNELS.has(name) ? tracer.movesOf(config, run) : [];
      const kernel: RunningKernel = { name, run, isDependent, made: new Set(), moves, hasLooked: false };
      running.push(kernel);
      let made;
      try {
        made = config.kernelFunc(run);
      } finally {
        running.pop();
      }
      if (!isDependent) return made;
      const isFollowed = MOVING_KERNELS.has(name) || !kernel.hasLooked;
      if (!isFollowed || LOOKING_KERNELS.has(name)) outside.add(name);
      for (const { dataId } of [made].flat()) dependent.add(dataId);
      return made;
    };
    tf.unregisterKernel(name, BACKEND);
    tf.registerKernel({ ...config, kernelFunc });
  }

  return {
    beginRun(inputs) {
      names.clear();
      given.clear();
      checks = [];
      reads = 0;
      dependentReads = 0;
      for (const [name, { data }] of Object.entries(inputs)) names.set(data, name);
    },
    endRun(outputs) {
      if (outside.size > 0) {
        throw new NoSnapshotError(`TensorFlow.js runs part of it in JavaScript: ${[...outside].join(', ')}`);
      }
      if (hasLooked || reads !== outputs) {
        throw new NoSnapshotError('what it runs depends on computed values');
      }
      if (given.size !== names.size)
        throw new NoSnapshotError('its inputs do not reach TensorFlow.js unchanged');
      reads = 0;
      dependentReads = 0;
    },
    originOf: (address) => origins.get(address),
    takeChecks() {
      const taken = checks;
      checks = [];
      return taken;
    },
    listen: (onRead) => void listeners.push(onRead),
  };
}
