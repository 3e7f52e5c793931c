/** What Express asks of the package `mime-types`. */
interface MimeTypes {
  contentType: (type: unknown) => unknown;
  lookup: (path: unknown) => unknown;
}

/** What nearly every answer is of, and what the package makes of it. */
const JSON_TYPES: ReadonlyMap<unknown, string> = new Map(
  ['application/json', 'application/json; charset=utf-8'].map((type) => [
    type,
    'application/json; charset=utf-8',
  ]),
);

/**
 * Stands in for the package `mime-types`, which makes tables of all media types that there are when it is loaded: some
 * hundredths of a cold start, for answers that are all JSON. Here that waits for a type of another kind.
 *
 * @param load loads the package.
 */
export default function mimeTypes(load: () => MimeTypes): MimeTypes {
  return {
    contentType: (type) => JSON_TYPES.get(type) ?? load().contentType(type),
    lookup: (path) => load().lookup(path),
  };
}
