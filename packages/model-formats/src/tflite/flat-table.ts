import type { FlatBuffer } from './flat-buffer.ts';

/** Table of a flatbuffer: fields by their numbers in the schema, with the schema's defaults. */
export class FlatTable {
  readonly #buffer: FlatBuffer;
  readonly #position: number;

  constructor(buffer: FlatBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  int8(field: number): number {
    const at = this.#at(field, 1);
    return at === undefined ? 0 : this.#buffer.int8(at);
  }

  int32(field: number): number {
    const at = this.#at(field, 4);
    return at === undefined ? 0 : this.#buffer.int32(at);
  }

  uint32(field: number): number {
    const at = this.#at(field, 4);
    return at === undefined ? 0 : this.#buffer.uint32(at);
  }

  uint64(field: number): number {
    const at = this.#at(field, 8);
    return at === undefined ? 0 : this.#buffer.uint64(at);
  }

  string(field: number): string {
    const at = this.#at(field, 4);
    return at === undefined ? '' : this.#buffer.string(at);
  }

  int32s(field: number): number[] {
    return this.#elements(field, 4).map((at) => this.#buffer.int32(at));
  }

  float32s(field: number): number[] {
    return this.#elements(field, 4).map((at) => this.#buffer.float32(at));
  }

  int64s(field: number): number[] {
    return this.#elements(field, 8).map((at) => this.#buffer.int64(at));
  }

  /** Returns the length of a vector of bytes, without reading them. */
  byteLength(field: number): number {
    const at = this.#at(field, 4);
    return at === undefined ? 0 : this.#buffer.vectorLength(at);
  }

  /** Returns a vector of bytes, as a view of the file. */
  bytes(field: number): Uint8Array | undefined {
    const at = this.#at(field, 4);
    return at === undefined ? undefined : this.#buffer.bytes(at);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#at(field, 4);
    return at === undefined ? undefined : new FlatTable(this.#buffer, this.#buffer.target(at));
  }

  tables(field: number): FlatTable[] {
    return this.#elements(field, 4).map((at) => new FlatTable(this.#buffer, this.#buffer.target(at)));
  }

  /** Returns the position in the file of a field with an offset; undefined if the field is missing. */
  position(field: number): number | undefined {
    return this.#at(field, 4);
  }

  #elements(field: number, bytesEach: number): number[] {
    const at = this.#at(field, 4);
    return at === undefined ? [] : this.#buffer.elements(at, bytesEach);
  }

  #at(field: number, bytes: number): number | undefined {
    return this.#buffer.field(this.#position, field, bytes);
  }
}
