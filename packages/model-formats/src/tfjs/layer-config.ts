/** A layer's configuration: anything may stand in it. */
export type LayerConfig = Readonly<Record<string, unknown>>;

/** A shape with -1 for what is open. */
export type Shape = readonly number[];

export function toShape(value: unknown): Shape | undefined {
  if (!Array.isArray(value)) return undefined;
  const shape = value.map((size: unknown) => (size === null ? -1 : size));
  return shape.every((size): size is number => Number.isSafeInteger(size) && Number(size) >= -1)
    ? shape
    : undefined;
}

export function toNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new TypeError(`${String(value)} is no whole number`);
  return value;
}

/** `2` and `[2, 2]` mean the same where there are two dimensions. */
export function toNumbers(value: unknown, length: number): number[] {
  const numbers = Array.isArray(value) ? value.map(toNumber) : Array.from({ length }, () => toNumber(value));
  if (numbers.length !== length)
    throw new TypeError(`${numbers.length} numbers stand where ${length} belong`);
  return numbers;
}

export function isChannelsFirst(config: LayerConfig): boolean {
  return config['data_format'] === 'channels_first';
}
