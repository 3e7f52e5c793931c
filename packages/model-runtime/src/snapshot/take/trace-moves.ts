import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataId, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { CastDType, CastElements, CopiedRows } from '../snapshot-plan.ts';
import { movedRows, type MovedRows } from './moved-rows.ts';

export type KernelRun = Parameters<KernelConfig['kernelFunc']>[0];

/** Origin of a tensor's elements: copied rows, or elements cast from another dtype. */
export type Moved = (CopiedRows & { from: number })[] | (CastElements & { from: number });

/** Follows kernels that only move elements, or cast them to another dtype. */
export interface MoveTracer {
  /** Returns the origin of each tensor that a kernel makes, in order; undefined where it is unknown. */
  movesOf(config: KernelConfig, run: KernelRun): (Moved | undefined)[];
}

/** A tensor that a kernel has made. */
interface Made {
  dtype: string;
  values: ArrayLike<number>;
}

/** Origin of its elements: rows of the inputs, which are numbered. */
interface Traced {
  dtype: CastDType;
  rows: MovedRows[];
}

/** Number of whole numbers, from 0 on, that an element can hold. */
const NUMBERS: Readonly<Record<CastDType, number>> = { float32: 2 ** 24, int32: 2 ** 31, bool: 2 ** 8 };

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/**
 * Makes a tracer. It has a kernel move the places of elements instead of the elements, so it need not know the kernel or
 * its attributes. To be called before anything watches the backend.
 */
export function createMoveTracer(backend: BackendWasm): MoveTracer {
  const write = backend.write.bind(backend);
  const readSync = backend.readSync.bind(backend);
  const disposeData = backend.disposeData.bind(backend);
  const typedArrayFromHeap = backend.typedArrayFromHeap.bind(backend);
  const known = new Map<string, (Traced | undefined)[]>();

  function trace(
    config: KernelConfig,
    run: KernelRun,
    inputs: readonly TensorInfo[],
  ): (Traced | undefined)[] {
    const counts = inputs.map(({ shape }) => util.sizeFromShape(shape));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const base = Math.min(...inputs.map(({ dtype }) => (isCastDType(dtype) ? NUMBERS[dtype] : 0)));
    if (base === 0) return [];
    const places: Float64Array[] = [];
    let made: Made[] = [];
    for (let unit = 1; unit <= total; unit *= base) {
      made = runOnPlaces(config, run, (place) => Math.trunc(place / unit) % base);
      for (const [at, { values }] of made.entries()) {
        const sums = (places[at] ??= new Float64Array(values.length));
        for (let index = 0; index < sums.length; index++)
          sums[index] = (sums[index] ?? 0) + (values[index] ?? 0) * unit;
      }
    }
    return made.map(({ dtype }, at) => {
      const rows = movedRows(places[at] ?? [], counts);
      return rows && isCastDType(dtype) ? { dtype, rows } : undefined;
    });
  }

  /**
   * Runs a kernel on tensors that hold `valueAt` of each place. Returns the tensors that it makes, in order, as they are
   * at the end.
   */
  function runOnPlaces(
    config: KernelConfig,
    { inputs, attrs }: KernelRun,
    valueAt: (place: number) => number,
  ): Made[] {
    const given = new Set<DataId>();
    let place = 0;
    const placesLike = ({ shape, dtype }: TensorInfo): TensorInfo => {
      const size = util.sizeFromShape(shape);
      const values = new ARRAYS[isCastDType(dtype) ? dtype : 'bool'](size);
      for (let at = 0; at < size; at++) values[at] = valueAt(++place);
      const dataId = write(values, shape, dtype);
      given.add(dataId);
      return { shape, dtype, dataId };
    };
    const made = new Map<DataId, Made>();
    const read = (dataId: DataId) => {
      const { dtype = '' } = made.get(dataId) ?? {};
      const values = readSync(dataId);
      if (made.has(dataId)) made.set(dataId, { dtype, values: Array.isArray(values) ? [] : values });
    };
    const watched: BackendWasm = Object.assign(Object.create(backend), {
      write(...[values, shape, dtype]: Parameters<BackendWasm['write']>) {
        const dataId = write(values, shape, dtype);
        made.set(dataId, { dtype, values: [] });
        return dataId;
      },
      disposeData(dataId: DataId, force?: boolean) {
        read(dataId);
        return disposeData(dataId, force);
      },
      readSync,
      typedArrayFromHeap,
    });
    config.kernelFunc({
      inputs: mapTensors(inputs, placesLike),
      // A kernel may replace a -1, which means the rest, with a number.
      attrs: structuredClone(attrs ?? {}),
      backend: watched,
    });
    for (const dataId of [...given, ...made.keys()]) {
      if (!backend.dataIdMap.has(dataId)) continue;
      read(dataId);
      disposeData(dataId, true);
    }
    return [...made.values()];
  }

  return {
    movesOf(config, run) {
      const inputs = Object.values(run.inputs).flatMap((input) => input ?? []);
      const forms = inputs.map(({ shape, dtype }) => [shape, dtype]);
      const key = JSON.stringify([config.kernelName, run.attrs, forms]);
      const traced = known.get(key) ?? trace(config, run, inputs);
      known.set(key, traced);
      return traced.map((tensor) => tensor && inBytes(tensor, inputs, backend));
    },
  };
}

function isCastDType(dtype: string): dtype is CastDType {
  return Object.hasOwn(ARRAYS, dtype);
}

/** Maps a kernel's inputs: a record by name, or a list if the kernel takes any number of them. */
function mapTensors(
  inputs: KernelRun['inputs'],
  map: (tensor: TensorInfo) => TensorInfo,
): KernelRun['inputs'] {
  // TensorFlow.js's types have no such lists.
  const entries = Object.entries(inputs).map(([name, input]) => [name, input && map(input)] as const);
  return Array.isArray(inputs) ? Object.assign([], Object.fromEntries(entries)) : Object.fromEntries(entries);
}

/** Returns rows in bytes. Elements of another dtype are followed only if they are all in one row. */
function inBytes(
  { dtype, rows }: Traced,
  inputs: readonly TensorInfo[],
  backend: BackendWasm,
): Moved | undefined {
  const moved: (CopiedRows & { from: number })[] = [];
  for (const { source, rows: count, ...elements } of rows) {
    const input = inputs[source];
    if (!input || !isCastDType(input.dtype)) return undefined;
    const from = backend.getMemoryOffset(input.dataId);
    const width = util.bytesPerElement(input.dtype);
    const { length, offset, fromStep, toStep, to } = elements;
    if (input.dtype !== dtype) {
      const cast = [input.dtype, dtype] as const;
      return rows.length === 1 && count === 1
        ? { from, cast, offset: offset * width, count: length }
        : undefined;
    }
    moved.push({
      from,
      rows: count,
      length: length * width,
      offset: offset * width,
      fromStep: fromStep * width,
      toStep: toStep * width,
      to: to * width,
    });
  }
  return moved;
}
