/** A header without which a request is refused, where the deployment requires it. */
interface RequiredHeader {
  /** The header, in lower case. */
  header: string;
  /** The environment variable that says `false` where the header is not required. */
  variable: string;
  /** What a request without it is answered. */
  refusal: { message: string; reason: string };
}

/** How the log has requests that are refused before their function: as it has the function's own. */
export interface RefusalLog {
  /** The `event` of each line. */
  event: string;
  /** The environment variable that says how many of a hundred have a line. */
  percentVariable: string;
}

/** What a codebase says, when it is built, of the requests that its functions take. */
export interface RequestBounds {
  /** Memory that all requests in flight may take together, in bytes. */
  memoryBytes: number;
  /** The longest body that the codebase wants, in bytes; where the memory does not hold one, the bound is less. */
  maxBodyBytes: number;
  /** Whether the functions read `rawBody`, a body as it came: they get none where they do not, and its memory is free. */
  keepsRawBody: boolean;
  /** What a caller can do about a request that is too large, as the end of a sentence. */
  advice: string;
  /** Headers that a request must have before its body is read. */
  requiredHeaders: readonly RequiredHeader[];
  /** The header with which a request is read all the same; its body may be no longer than this. */
  exemption: { header: string; maxBodyBytes: number } | undefined;
  /** Undefined: each refusal has a line, and no `event`. */
  log: RefusalLog | undefined;
}

/** For a codebase that says nothing. */
export const DEFAULT_BOUNDS: RequestBounds = {
  memoryBytes: 64 * 1024 * 1024,
  maxBodyBytes: 32 * 1024 * 1024,
  keepsRawBody: true,
  advice: 'send less at a time',
  requiredHeaders: [],
  exemption: undefined,
  log: undefined,
};
