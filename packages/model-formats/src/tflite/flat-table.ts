import type { FlatBuffer } from './flat-buffer.ts';

/** A table of a flatbuffer: fields by the number that the schema gives them, with the schema's defaults. */
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

  /** How many bytes a vector of bytes has: what they are is not looked at. */
  byteLength(field: number): number {
    const at = this.#at(field, 4);
    return at === undefined ? 0 : this.#buffer.vectorLength(at);
  }

  /** A vector of bytes, as it lies in the file. */
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

  /** Where in the file a field that leads elsewhere is; undefined where it is left out. */
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
