// Reads an HDF5 file in a thread of its own: the library trusts what it reads, so that a file made for it may have it run
// for ever or fill the memory. The thread is ended then.

import { inflateSync } from 'node:zlib';
import { parentPort, workerData } from 'node:worker_threads';
import { elementCount } from '@pilotlight/protocol/tensors';
import { Dataset, File, Filters, type Group } from 'jsfive';
import type { Constant } from '../../graph/constant.ts';
import type { Hdf5Answer, Hdf5Attribute, Hdf5Content } from './hdf5-content.ts';

const MAX_OBJECTS = 200_000;
const MAX_DEPTH = 32;
/** Compressed weights are not a thousandth of what they were. */
const MAX_RATIO = 1100;

/** The first eight bytes of every such file. */
const SIGNATURE = 0x89_48_44_46_0d_0a_1a_0an;
const LEAST_USER_BLOCK = 512;

/** HDF5's number of the message that says where a tensor lies, and of the way of lying there whole. */
const DATA_STORAGE = 8;
const IN_ONE_PIECE = 1;

/** Filters of HDF5 that pack, by their numbers. */
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
/** A tensor is packed in chunks, and the last ones reach beyond it. */
const MAX_CHUNKS_RATIO = 16;
const LEAST_CHUNK = 2 ** 20;

/** A bfloat16 is kept in a number of 16 bits, and said to be one beside it. */
const BFLOAT16 = 'bfloat16';

/** The most that a chunk of the tensor that is being read may unpack to. */
let mostUnpacked = 0;
// The library's own takes any amount of memory, and none that V8 counts.
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
    if (depth > MAX_DEPTH) throw new RangeError('has groups in groups without end');
    for (const key of group.keys) {
      left -= 1;
      if (left < 0) throw new RangeError('has more objects than a model');
      const at = path === '' ? key : `${path}/${key}`;
      // What the optimizer of a training keeps is no part of the model, and may be twice its size.
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
  visit(new File(withoutUserBlock(bytes), ''), '', 0);
  return { attributes, datasets };
}

/** Whoever makes a file may put something of his own before it, of a length that is a power of two. All addresses are from there. */
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

/** Texts of a fixed size are filled up with zeros. */
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
  // Such as text: nothing that a layer computes with.
  return { dtype: 'string', shape, data: [] };
}

/**
 * Takes a tensor as it lies in the file, which is how Keras stores nearly all: the library makes a number of each element, and
 * a list of them takes several times as much memory.
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
  return new Float32Array(objects.fh.slice(start, end));
}

function toNumber(element: unknown): number {
  if (typeof element === 'number' || typeof element === 'bigint') return Number(element);
  throw new TypeError('has a tensor without elements');
}

function fromBfloat16(elements: readonly unknown[]): Float32Array {
  const bits = Uint32Array.from(elements, (element) => toNumber(element) * 2 ** 16);
  return new Float32Array(bits.buffer);
}

/** The library throws texts, and what else comes upon bytes that it does not understand. */
function problemOf(error: unknown): string {
  if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
    return 'has a chunk that unpacks to more than its tensor holds';
  const thrown = error instanceof Error ? error.message : String(error);
  if (thrown.startsWith('has ')) return thrown;
  const { filter } = /Filter with id:(?<filter>\d+)/.exec(thrown)?.groups ?? {};
  if (filter !== undefined)
    return `is packed by the filter ${PACKERS[filter] ?? filter}, and only gzip is unpacked here`;
  if (thrown.startsWith('Compact storage')) return 'has a tensor in compact storage, which is not read here';
  return `is damaged, or of a newer kind than Keras writes (${thrown})`;
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
// Handed over, not copied: a model may be gigabytes.
const handedOver = held.flatMap(({ data }) =>
  ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : [],
);
parentPort?.postMessage(made, handedOver);
