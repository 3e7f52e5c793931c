type Record_ = Readonly<Record<string, unknown>>;

/**
 * What stands in a layer's configuration, read field by field. It comes from a file, so that each field may be anything.
 * What is read throws a TypeError where it is not what it should be.
 */
export class LayerConfig {
  readonly #values: Record_;

  constructor(values: unknown) {
    this.#values = toRecord(values);
  }

  /** Whatever there is under a name. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined && this.raw(key) !== null;
  }

  /** @throws {TypeError} where it is no whole number. */
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

  /** `2` and `[2, 2]` mean the same where there are two of them. */
  ints(key: string, count: number, missing?: number): number[] {
    const value = this.#value(key, missing);
    const numbers = Array.isArray(value) ? value : Array.from({ length: count }, () => value);
    if (numbers.length !== count) throw wrong(key, `${count} numbers`);
    return toInts(numbers, key);
  }

  /** As many as there are. One number is a list of one. */
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
  if (!isRecord(value)) throw new TypeError('has a list or a value where an object belongs');
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('has a value where a list belongs');
  return value;
}

export function toText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('has a value where a name belongs');
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
