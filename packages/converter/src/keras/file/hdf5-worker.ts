// Reads an HDF5 file in a thread of its own. The library trusts the file, so a hostile one may make it run forever or fill
// the memory. The thread is then ended.

import { inflateSync } from 'node:zlib';
import { parentPort, workerData } from 'node:worker_threads';
import { elementCount } from '@pilotlight/protocol/tensors';
import { Dataset, File, Filters, type Group } from 'jsfive';
import type { Constant } from '../../graph/constant.ts';
import type { Hdf5Answer, Hdf5Attribute, Hdf5Content } from './hdf5-content.ts';

const MAX_OBJECTS = 200_000;
const MAX_DEPTH = 32;
/** The highest ratio of compression: real weights never compress a thousandfold. */
const MAX_RATIO = 1100;

/** The first eight bytes of every such file. */
const SIGNATURE = 0x89_48_44_46_0d_0a_1a_0an;
const LEAST_USER_BLOCK = 512;

/** HDF5's number of the message with a tensor's layout, and of the contiguous layout. */
const DATA_STORAGE = 8;
const IN_ONE_PIECE = 1;

/** Compression filters of HDF5, by their numbers. */
const DEFLATE = 1;
const PACKERS: Readonly<Record<string, string>> = {
  4: 'szip',
  5: 'n-bit',
  6: 'scale-offset',
  32_000: 'LZF',
  32_001: 'Blosc',
  32_004: 'LZ4',
  32_015: 'Zstandard',
};
/** A compressed tensor is stored in chunks, and the last ones reach beyond it. */
const MAX_CHUNKS_RATIO = 16;
const LEAST_CHUNK = 2 ** 20;

/** Bytes of a file that may stay in memory beside its tensors, however small those are. */
const SMALL_REST = 2 ** 20;

/** A bfloat16 is stored as a 16-bit number, with an attribute that gives its type. */
const BFLOAT16 = 'bfloat16';

/** The most bytes that a chunk of the current tensor may unpack to. */
let mostUnpacked = 0;
// The library's own function takes any amount of memory, which V8 does not count.
Filters.set(DEFLATE, (packed) => {
  const unpacked = inflateSync(packed, { maxOutputLength: mostUnpacked });
  return Uint8Array.from(unpacked).buffer;
});

function readContent(bytes: ArrayBuffer): Hdf5Content {
  const attributes = new Map<string, ReadonlyMap<string, Hdf5Attribute>>();
  const datasets = new Map<string, Constant>();
  let left = MAX_OBJECTS;
  let room = bytes.byteLength * MAX_RATIO;
  const visit = (group: Group, path: string, depth: number) => {
    attributes.set(path, readAttributes(group.attrs));
    if (depth > MAX_DEPTH) throw new RangeError('has groups that are nested too deeply');
    for (const key of group.keys) {
      left -= 1;
      if (left < 0) throw new RangeError('has more objects than any model');
      const at = path === '' ? key : `${path}/${key}`;
      // The state of the optimizer is not part of the model, and may be twice its size.
      if (/^optimizer(_weights)?$/.test(at)) continue;
      const found = group.get(key);
      if (found instanceof Dataset) {
        const most = elementCount(found.shape) * 8;
        room -= most;
        if (room < 0) throw new RangeError(`has a tensor '${at}' larger than the file can hold`);
        mostUnpacked = LEAST_CHUNK + MAX_CHUNKS_RATIO * most;
        datasets.set(at, readDataset(found, at));
      } else if (found) {
        visit(found, at, depth + 1);
      }
    }
  };
  const file = withoutUserBlock(bytes);
  visit(new File(file, ''), '', 0);
  return { attributes, datasets: holdsMostly(file, datasets) ? datasets : copied(datasets) };
}

/** True if most bytes of a file are views of tensors in it, and not the state of an optimizer. */
function holdsMostly(file: ArrayBuffer, datasets: ReadonlyMap<string, Constant>): boolean {
  let held = 0;
  for (const { data } of datasets.values())
    if (ArrayBuffer.isView(data) && data.buffer === file) held += data.byteLength;
  return file.byteLength - held <= Math.max(held, SMALL_REST);
}

/** Returns tensors with memory of their own. */
function copied(datasets: ReadonlyMap<string, Constant>): ReadonlyMap<string, Constant> {
  return new Map(
    [...datasets].map(([path, constant]) => [
      path,
      constant.data instanceof Float32Array ? { ...constant, data: constant.data.slice() } : constant,
    ]),
  );
}

/** Removes the user block that may precede HDF5. Its length is a power of two, and all addresses start after it. */
function withoutUserBlock(bytes: ArrayBuffer): ArrayBuffer {
  const view = new DataView(bytes);
  for (let at = LEAST_USER_BLOCK; at + 8 <= bytes.byteLength; at *= 2)
    if (view.getBigUint64(0) !== SIGNATURE && view.getBigUint64(at) === SIGNATURE) return bytes.slice(at);
  return bytes;
}

function readAttributes(attributes: Readonly<Record<string, unknown>>): Map<string, Hdf5Attribute> {
  const read = new Map<string, Hdf5Attribute>();
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') read.set(name, text(value));
    else if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
      read.set(name, value.map(text));
  }
  return read;
}

/** Removes the zeros that pad a text of fixed size. */
function text(value: string): string {
  const end = value.indexOf('\0');
  return end === -1 ? value : value.slice(0, end);
}

function readDataset(dataset: Dataset, path: string): Constant {
  const shape = dataset.shape.map(Number);
  const dtype = typeof dataset.dtype === 'string' ? dataset.dtype : 'text';
  const count = elementCount(shape);
  const floats = floatsInOnePiece(dataset, count, path);
  if (floats) return { dtype: 'float32', shape, data: floats };
  const elements = dataset.value;
  if (elements.length !== count) throw new RangeError(`has a tensor '${path}' that is cut`);
  const [, kind, size] = /^[<>=|]?([fiu])([1248])$/.exec(dtype) ?? [];
  if (kind === 'f') {
    return { dtype: 'float32', shape, data: Float32Array.from(elements, toNumber) };
  }
  if (kind === 'u' && size === '2' && dataset.attrs['dtype'] === BFLOAT16) {
    return { dtype: 'float32', shape, data: fromBfloat16(elements) };
  }
  if ((kind === 'i' || kind === 'u') && size !== undefined) {
    return { dtype: 'int32', shape, data: Int32Array.from(elements, toNumber) };
  }
  // Text, for example: no layer computes with it.
  return { dtype: 'string', shape, data: [] };
}

/**
 * Returns a contiguous tensor, as Keras stores nearly all, as a view of the file: the library makes a list of numbers, which takes
 * several times as much memory.
 */
function floatsInOnePiece(
  { dtype, _dataobjects: objects }: Dataset,
  count: number,
  path: string,
): Float32Array | undefined {
  const [storage] = objects.find_msg_type(DATA_STORAGE);
  const place = storage?.get('offset_to_message');
  if (dtype !== '<f4' || place === undefined) return undefined;
  const [, , layout, properties] = objects._get_data_message_properties(place);
  if (layout !== IN_ONE_PIECE) return undefined;
  const start = Number(new DataView(objects.fh).getBigUint64(properties, true));
  const end = start + count * Float32Array.BYTES_PER_ELEMENT;
  if (end > objects.fh.byteLength) throw new RangeError(`has a tensor '${path}' that is cut`);
  const isAligned = start % Float32Array.BYTES_PER_ELEMENT === 0;
  return isAligned
    ? new Float32Array(objects.fh, start, count)
    : new Float32Array(objects.fh.slice(start, end));
}

function toNumber(element: unknown): number {
  if (typeof element === 'number' || typeof element === 'bigint') return Number(element);
  throw new TypeError('has a tensor without elements');
}

function fromBfloat16(elements: readonly unknown[]): Float32Array {
  const bits = Uint32Array.from(elements, (element) => toNumber(element) * 2 ** 16);
  return new Float32Array(bits.buffer);
}

/** Describes an error. The library throws texts, and any other error on bytes that it does not understand. */
function problemOf(error: unknown): string {
  if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
    return 'has a chunk that unpacks to more than its tensor holds';
  const thrown = error instanceof Error ? error.message : String(error);
  if (thrown.startsWith('has ')) return thrown;
  const { filter } = /Filter with id:(?<filter>\d+)/.exec(thrown)?.groups ?? {};
  if (filter !== undefined)
    return `is compressed by the filter ${PACKERS[filter] ?? filter}, and only gzip is supported`;
  if (thrown.startsWith('Compact storage')) return 'has a tensor in compact storage, which is not supported';
  return `is damaged, or of a newer format than Keras writes (${thrown})`;
}

function answer(): Hdf5Answer {
  try {
    return { content: readContent(workerData) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

const made = answer();
const held = 'content' in made ? [...made.content.datasets.values()] : [];
// Transferred, not copied: a model may be gigabytes.
const handedOver = new Set(
  held.flatMap(({ data }) =>
    ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : [],
  ),
);
parentPort?.postMessage(made, [...handedOver]);
