/** The parts of a `Content-Type` header. */
export interface MediaType {
  /** Type and subtype, in lower case: `application/json`. */
  type: string;
  /** The charset in lower case; undefined if the header names none. */
  charset: string | undefined;
}

const TYPE = /^[a-z0-9][a-z0-9!#$&^_-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^";\s]*)/i;

/** Reads a `Content-Type` header; returns undefined if there is none or it is not a media type. */
export function readMediaType(header: string | undefined): MediaType | undefined {
  const type = header?.split(';', 1)[0]?.trim().toLowerCase();
  if (header === undefined || type === undefined || !TYPE.test(type)) return undefined;
  const charset = CHARSET.exec(header)?.[1]?.toLowerCase();
  return { type, charset: charset === '' ? undefined : charset };
}
