import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import { decodeFile, LIMITS, readBoundedFile, readTable } from '@pilotlight/model-formats/saved-model';
import { elementCount } from '@pilotlight/protocol/tensors';
import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import { elementsIn } from './elements-from.ts';
import { type BundleEntryMessage, decodeMessage, exactNumber, readShape } from './messages.ts';
import { dataTypeOf } from './read-tensor.ts';
import { sliceKey, type TensorSlice, wholeExtents } from './slice-key.ts';
import { copySlice, takeSlice } from './tensor-slice.ts';

const ELEMENT_BYTES: Partial<Record<DataTypeName, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
};

/** The variables of a SavedModel, read on demand. */
export interface Checkpoint {
  /**
   * Reads a variable, or the part of it in a slice.
   *
   * @throws {ConversionError} if it does not exist, or its dtype has no fixed size.
   * @throws {RangeError} if it is outside of its file.
   */
  read(name: string, slice?: TensorSlice): Promise<Constant>;
}

/** Opens the checkpoint in `variables/` of a SavedModel. @throws {ModelFormatError} if it is damaged. */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const file = join(folder, 'variables', 'variables.index');
  const index = await readBoundedFile(file, LIMITS.variablesIndex);
  const { entries, shards } = decodeFile({
    file,
    as: 'the index of a checkpoint',
    decode: () => readIndex(index),
  });
  const shardFile = (shard: number) =>
    join(folder, 'variables', `variables.data-${fiveDigits(shard)}-of-${fiveDigits(shards)}`);

  /** Variables already read, and the sizes of their files. */
  const counted = new Set<BundleEntryMessage>();
  const sizes = new Map<number, number>();
  let taken = 0;

  /** Refuses variables that share bytes: with them, a small file could hold any number of large variables. */
  function count(entry: BundleEntryMessage, size: number, there: number): void {
    sizes.set(entry.shardId, there);
    if (!counted.has(entry)) taken += size;
    counted.add(entry);
    if (taken > [...sizes.values()].reduce((sum, each) => sum + each, 0))
      throw new RangeError('its variables are larger than their files');
  }

  async function readEntry(entry: BundleEntryMessage): Promise<Constant> {
    const dtype = dataTypeOf(entry.dtype);
    const shape = readShape(entry.shape) ?? [];
    const elementBytes = ELEMENT_BYTES[dtype];
    if (elementBytes === undefined) throw new ConversionError(`one of its variables holds ${dtype}`);
    const elements = elementCount(shape);
    const size = exactNumber(entry.size);
    if (size !== elements * elementBytes)
      throw new RangeError(`${elements} elements of ${dtype} are not ${size} bytes`);
    await using handle = await open(shardFile(entry.shardId));
    const { size: there } = await handle.stat();
    const offset = exactNumber(entry.offset);
    // Check before allocating memory: the index can claim any size.
    if (offset < 0 || offset + size > there) throw new RangeError('a variable is outside of its file');
    count(entry, size, there);
    const bytes = new Uint8Array(size);
    if (size > 0) await handle.read(bytes, 0, size, offset);
    return { dtype, shape, data: elementsIn(dtype, bytes.buffer, elements) };
  }

  async function readWhole(name: string): Promise<Constant> {
    const entry = entries.get(name);
    if (!entry) throw new ConversionError(`its checkpoint has no variable '${name}'`);
    if (entry.slices.length === 0) return readEntry(entry);
    const shape = readShape(entry.shape) ?? [];
    const parts = entry.slices.map(({ extent }) =>
      extent.map(({ start, length }) => ({
        start: exactNumber(start),
        // A whole dimension has no extent.
        length: exactNumber(length) || -1,
      })),
    );
    const covered = parts.reduce((sum, part) => sum + sizeOf(wholeExtents(part, shape)), 0);
    if (covered !== elementCount(shape))
      throw new RangeError(`the parts of the variable '${name}' do not cover it`);
    let whole: Constant | undefined;
    for (const extents of parts) {
      const part = entries.get(sliceKey(name, extents));
      if (!part) throw new ConversionError(`its checkpoint lacks a part of the variable '${name}'`);
      const slice = wholeExtents(extents, shape);
      const read = await readEntry(part);
      if (elementCount(read.shape) !== sizeOf(slice))
        throw new RangeError(`a part of the variable '${name}' has another size`);
      whole = copySlice({ part: read, slice, shape, into: whole });
    }
    return whole ?? readEntry(entry);
  }

  return {
    async read(name, slice) {
      const whole = await readWhole(name);
      return slice === undefined ? whole : takeSlice(whole, wholeExtents(slice, whole.shape));
    },
  };
}

function readIndex(index: Uint8Array): { entries: Map<string, BundleEntryMessage>; shards: number } {
  const entries = new Map<string, BundleEntryMessage>();
  let shards = 1;
  for (const { keyBytes, value } of readTable(index)) {
    const key = Buffer.from(keyBytes).toString('latin1');
    if (key === '') {
      const { numShards, endianness } = decodeMessage('BundleHeaderProto', value);
      if (endianness !== 0) throw new RangeError('it is big-endian');
      shards = numShards;
    } else {
      entries.set(key, decodeMessage('BundleEntryProto', value));
    }
  }
  return { entries, shards };
}

function sizeOf(slice: TensorSlice): number {
  return elementCount(slice.map(({ length }) => length));
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, '0');
}
