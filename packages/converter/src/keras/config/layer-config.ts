type Record_ = Readonly<Record<string, unknown>>;

/**
 * A layer's configuration, read field by field. It comes from a file, so each field may be anything. Reading a field of the
 * wrong type throws a TypeError.
 */
export class LayerConfig {
  readonly #values: Record_;

  constructor(values: unknown) {
    this.#values = toRecord(values);
  }

  /** Returns the unchecked value of a field. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined && this.raw(key) !== null;
  }

  /** @throws {TypeError} if it is not a whole number. */
  int(key: string, missing?: number): number {
    const value = this.#value(key, missing);
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong(key, 'a whole number');
    return value;
  }

  float(key: string, missing?: number): number {
    const value = this.#value(key, missing);
    if (typeof value !== 'number') throw wrong(key, 'a number');
    return value;
  }

  flag(key: string, missing: boolean): boolean {
    const value = this.#value(key, missing);
    if (typeof value !== 'boolean') throw wrong(key, 'true or false');
    return value;
  }

  text(key: string, missing?: string): string {
    const value = this.#value(key, missing);
    if (typeof value !== 'string') throw wrong(key, 'text');
    return value;
  }

  /** Returns `count` whole numbers. For two, `2` means `[2, 2]`. */
  ints(key: string, count: number, missing?: number): number[] {
    const value = this.#value(key, missing);
    const numbers = Array.isArray(value) ? value : Array.from({ length: count }, () => value);
    if (numbers.length !== count) throw wrong(key, `${count} numbers`);
    return toInts(numbers, key);
  }

  /** Returns a list of any length. One number is a list of one. */
  list(key: string, missing?: readonly number[]): number[] {
    const value = this.#value(key, missing);
    return toInts(Array.isArray(value) ? value : [value], key);
  }

  #value(key: string, missing: unknown): unknown {
    const value = this.raw(key) ?? missing;
    if (value === undefined) throw new TypeError(`lacks '${key}'`);
    return value;
  }
}

export function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new TypeError('has a list or a value instead of an object');
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('has a value instead of a list');
  return value;
}

export function toText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('has a value instead of a name');
  return value;
}

function toInts(values: readonly unknown[], key: string): number[] {
  return values.map((value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong(key, 'whole numbers');
    return value;
  });
}

function wrong(key: string, what: string): TypeError {
  return new TypeError(`has a '${key}' that is not ${what}`);
}
