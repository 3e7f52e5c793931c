import { ByteBuffer } from 'flatbuffers';
import { LIMITS } from '../limits.ts';

/**
 * Reader of a flatbuffer that may be damaged. The library reads zeros beyond the end and follows any offset, so this class
 * checks every position first. Offsets may share their targets, so it also counts all visited elements: otherwise a small
 * file could keep a reader busy forever.
 */
export class FlatBuffer {
  readonly #bytes: ByteBuffer;
  #elementsLeft: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = new ByteBuffer(bytes);
    // A file that shares nothing needs at least a byte per element, and no real model has more than these.
    this.#elementsLeft = Math.min(4 * bytes.byteLength, LIMITS.elements);
  }

  root(): number {
    return this.target(0);
  }

  /** Returns the position of the table or vector that the offset at `position` points to. */
  target(position: number): number {
    this.check(position, 4);
    const target = position + this.#bytes.readUint32(position);
    this.check(target, 4);
    return target;
  }

  /** Returns the position of the field with that number in a table; undefined if the table does not have it. */
  field(table: number, number: number, bytes: number): number | undefined {
    this.check(table, 4);
    const vtable = table - this.#bytes.readInt32(table);
    this.check(vtable, 4);
    this.check(vtable, this.#bytes.readUint16(vtable));
    const offset = this.#bytes.__offset(table, 4 + 2 * number);
    if (offset === 0) return undefined;
    this.check(table + offset, bytes);
    return table + offset;
  }

  /** Returns the positions of a vector's elements. */
  elements(position: number, bytesEach: number): number[] {
    const vector = this.target(position);
    const length = this.#bytes.readUint32(vector);
    this.check(vector + 4, length * bytesEach);
    this.#elementsLeft -= length;
    if (this.#elementsLeft < 0) throw new RangeError('its parts contain each other');
    return Array.from({ length }, (_, at) => vector + 4 + at * bytesEach);
  }

  /** Returns the number of a vector's elements, of any kind. */
  vectorLength(position: number): number {
    return this.#bytes.readUint32(this.target(position));
  }

  bytes(position: number): Uint8Array {
    const vector = this.target(position);
    const length = this.#bytes.readUint32(vector);
    this.check(vector + 4, length);
    return this.#bytes.bytes().subarray(vector + 4, vector + 4 + length);
  }

  string(position: number): string {
    const vector = this.target(position);
    const length = this.#bytes.readUint32(vector);
    this.check(vector + 4, length);
    this.#elementsLeft -= length;
    if (this.#elementsLeft < 0) throw new RangeError('its parts contain each other');
    return new TextDecoder().decode(this.#bytes.bytes().subarray(vector + 4, vector + 4 + length));
  }

  int8(position: number): number {
    return this.#bytes.readInt8(position);
  }

  int32(position: number): number {
    return this.#bytes.readInt32(position);
  }

  uint32(position: number): number {
    return this.#bytes.readUint32(position);
  }

  float32(position: number): number {
    return this.#bytes.readFloat32(position);
  }

  int64(position: number): number {
    return Number(this.#bytes.readInt64(position));
  }

  uint64(position: number): number {
    return Number(this.#bytes.readUint64(position));
  }

  check(position: number, bytes: number): void {
    if (position < 0 || position + bytes > this.#bytes.capacity()) {
      throw new RangeError('it points beyond its end');
    }
  }
}
