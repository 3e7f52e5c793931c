/**
 * Returns a resource with the fields that `mask` names taken from `change`, as in Google's PATCH.
 *
 * @param mask names of fields, separated by commas; a dot leads into a field.
 */
export function applyMask<Resource extends object>(
  resource: Resource,
  change: object,
  mask: string,
): Resource {
  const patched = structuredClone(resource);
  for (const path of mask.split(',')) copy(path.split('.'), change, patched);
  return patched;
}

function copy([name = '', ...rest]: string[], from: object, to: object): void {
  const value: unknown = Reflect.get(from, name);
  const into: unknown = Reflect.get(to, name);
  const isDeeper = rest.length > 0 && isObject(value);
  if (isDeeper && isObject(into)) copy(rest, value, into);
  else if (value === undefined || value === null) Reflect.deleteProperty(to, name);
  else Reflect.set(to, name, structuredClone(value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
