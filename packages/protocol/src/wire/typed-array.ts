/** True for what a typed array becomes when it is sent: an object with the keys 0, 1, 2 and so on. */
export function isSentTypedArray(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys[0] === '0' && keys.at(-1) === String(keys.length - 1);
}

/** Says what to send instead of one. */
export const TYPED_ARRAY_ADVICE =
  'a typed array becomes an object when it is sent; send Array.from(typedArray), or its bytes as { dtype, b64 }, ' +
  'as @pilotlight/client does';
