/** A layer's configuration, which may have any content. */
export type LayerConfig = Readonly<Record<string, unknown>>;

/** Reads a shape, with -1 for an open size. */
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
    throw new TypeError(`${String(value)} is not a whole number`);
  return value;
}

/** Reads a number per dimension: `2` and `[2, 2]` mean the same for two dimensions. */
export function toNumbers(value: unknown, length: number): number[] {
  const numbers = Array.isArray(value) ? value.map(toNumber) : Array.from({ length }, () => toNumber(value));
  if (numbers.length !== length)
    throw new TypeError(`there are ${numbers.length} numbers instead of ${length}`);
  return numbers;
}

export function isChannelsFirst(config: LayerConfig): boolean {
  return config['data_format'] === 'channels_first';
}
