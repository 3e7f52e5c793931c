import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataId, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { CastDType, CastElements, CopiedRows } from '../snapshot-plan.ts';
import { movedRows, type MovedRows } from './moved-rows.ts';

export type KernelRun = Parameters<KernelConfig['kernelFunc']>[0];

/** Where a tensor has its elements from: rows that were copied, or elements that were made those of another dtype. */
export type Moved = (CopiedRows & { from: number })[] | (CastElements & { from: number });

/** Follows kernels that only move elements, or make those of another dtype of them. */
export interface MoveTracer {
  /** Says of each tensor that a kernel makes in turn where it has its elements from; undefined where that cannot be said. */
  movesOf(config: KernelConfig, run: KernelRun): (Moved | undefined)[];
}

/** A tensor that a kernel has made. */
interface Made {
  dtype: string;
  values: ArrayLike<number>;
}

/** Where its elements are from: rows of the inputs, by number. */
interface Traced {
  dtype: CastDType;
  rows: MovedRows[];
}

/** How many whole numbers, beginning with 0, an element can be. */
const NUMBERS: Readonly<Record<CastDType, number>> = { float32: 2 ** 24, int32: 2 ** 31, bool: 2 ** 8 };

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/**
 * Has a kernel move the places of elements instead of the elements: what each does, with whichever attributes, need not be
 * known. To be made before anything watches the backend.
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

  /** Runs a kernel on tensors that hold what is said of each place, and gives what is made in turn, as it is in the end. */
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
      // A kernel may put a number in the place of -1, which stands for the rest.
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

/** Inputs are by name, but where a kernel takes any number of them. */
function mapTensors(
  inputs: KernelRun['inputs'],
  map: (tensor: TensorInfo) => TensorInfo,
): KernelRun['inputs'] {
  // TensorFlow.js's types know nothing of lists there.
  const entries = Object.entries(inputs).map(([name, input]) => [name, input && map(input)] as const);
  return Array.isArray(inputs) ? Object.assign([], Object.fromEntries(entries)) : Object.fromEntries(entries);
}

/** Where rows lie, in bytes. Elements of another dtype are followed where they all come from one place. */
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
