/** True for a typed array after JSON: an object with the keys 0, 1, 2 and so on. */
export function isSentTypedArray(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys[0] === '0' && keys.at(-1) === String(keys.length - 1);
}

/** Advice for a typed array that was sent as JSON. */
export const TYPED_ARRAY_ADVICE =
  'JSON turns a typed array into an object: send Array.from(typedArray), or its bytes as { dtype, b64 }, ' +
  'as @pilotlight/client does';
