// Reads an HDF5 file in a thread of its own: the library trusts what it reads, so that a file made for it may have it run
// for ever or fill the memory. The thread is ended then.

import { parentPort, workerData } from 'node:worker_threads';
import { elementCount } from '@pilotlight/protocol/tensors';
import { Dataset, File, type Group } from 'jsfive';
import type { Constant } from '../../graph/constant.ts';
import type { Hdf5Answer, Hdf5Attribute, Hdf5Content } from './hdf5-content.ts';

const MAX_OBJECTS = 200_000;
const MAX_DEPTH = 32;
/** Compressed weights are not a thousandth of what they were. */
const MAX_RATIO = 1100;

/** A bfloat16 is kept in a number of 16 bits, and said to be one beside it. */
const BFLOAT16 = 'bfloat16';

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
        room -= elementCount(found.shape) * 8;
        if (room < 0) throw new RangeError(`has a tensor '${at}' larger than the file can hold`);
        datasets.set(at, readDataset(found, at));
      } else if (found) {
        visit(found, at, depth + 1);
      }
    }
  };
  visit(new File(bytes, ''), '', 0);
  return { attributes, datasets };
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

function toNumber(element: unknown): number {
  if (typeof element === 'number' || typeof element === 'bigint') return Number(element);
  throw new TypeError('has a tensor without elements');
}

function fromBfloat16(elements: readonly unknown[]): Float32Array {
  const bits = Uint32Array.from(elements, (element) => toNumber(element) * 2 ** 16);
  return new Float32Array(bits.buffer);
}

function answer(): Hdf5Answer {
  try {
    return { content: readContent(workerData) };
  } catch (error) {
    // The library throws texts.
    const problem = error instanceof RangeError || error instanceof TypeError ? error.message : String(error);
    return { problem };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
parentPort?.postMessage(answer());
