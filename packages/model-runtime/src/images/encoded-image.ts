/** An image of a row, in base64. */
export interface RowImage {
  encoded: string;
  /** True if the row is the image rather than an object that holds it by its input's name. */
  isBare: boolean;
}

/** Returns a row's image for an input; undefined if it has a tensor or nothing. */
export function imageOfRow(
  row: unknown,
  { input, isAlone }: { input: string; isAlone: boolean },
): RowImage | undefined {
  const bare = isAlone ? encodedImage(row) : undefined;
  if (bare !== undefined) return { encoded: bare, isBare: true };
  const encoded = isRecord(row) ? encodedImage(row[input]) : undefined;
  return encoded === undefined ? undefined : { encoded, isBare: false };
}

/** Returns the path, inside a row, of a string in place of an image; undefined if there is none. */
export function stringOfRow(
  row: unknown,
  { input, isAlone }: { input: string; isAlone: boolean },
): string | undefined {
  if (isAlone && isPlainString(row)) return '';
  return isRecord(row) && isPlainString(row[input]) ? `.${input}` : undefined;
}

/** True for a string that is neither JSON nor a data: URL: errors of tensors explain those. */
function isPlainString(value: unknown): boolean {
  return typeof value === 'string' && !/^\s*[[{]|^data:[a-z]/i.test(value);
}

/** Returns the base64 of `{ b64 }`: not a tensor, because there is no dtype. */
function encodedImage(value: unknown): string | undefined {
  if (!isRecord(value) || !Object.hasOwn(value, 'b64') || Object.hasOwn(value, 'dtype')) return undefined;
  return typeof value['b64'] === 'string' ? value['b64'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
