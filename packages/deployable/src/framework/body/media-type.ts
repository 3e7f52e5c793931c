/** What a `Content-Type` header says. */
export interface MediaType {
  /** Type and subtype, in lower case: `application/json`. */
  type: string;
  /** In lower case; undefined where none is said. */
  charset: string | undefined;
}

const TYPE = /^[a-z0-9][a-z0-9!#$&^_-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^";\s]*)/i;

/** Reads a `Content-Type` header; undefined for none, or for what is no media type. */
export function readMediaType(header: string | undefined): MediaType | undefined {
  const type = header?.split(';', 1)[0]?.trim().toLowerCase();
  if (header === undefined || type === undefined || !TYPE.test(type)) return undefined;
  const charset = CHARSET.exec(header)?.[1]?.toLowerCase();
  return { type, charset: charset === '' ? undefined : charset };
}
