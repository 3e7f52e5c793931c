/** Describes a value without its content, which may be large or private. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'number':
      return Number.isFinite(value) && Math.abs(value) < 1e21 ? `the number ${value}` : String(value);
    case 'boolean':
      return String(value);
    case 'string':
      return `a string of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
}
