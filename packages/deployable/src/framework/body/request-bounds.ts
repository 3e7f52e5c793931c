/** A header that a deployment can require: requests without it are refused. */
interface RequiredHeader {
  /** The header, in lower case. */
  header: string;
  /** The environment variable; `false` means that the header is not required. */
  variable: string;
  /** The answer to a request without the header. */
  refusal: { message: string; reason: string };
}

/** Log settings for requests that are refused before their function: the same as the function's own. */
export interface RefusalLog {
  /** The `event` of each line. */
  event: string;
  /** The environment variable with the percentage of refusals to log. */
  percentVariable: string;
}

/** Limits of the requests that a codebase's functions accept, set when it is built. */
export interface RequestBounds {
  /** Memory for all requests in flight together, in bytes. */
  memoryBytes: number;
  /** The longest body that the codebase wants, in bytes; less if the memory cannot hold it. */
  maxBodyBytes: number;
  /**
   * True if the functions read `rawBody`, the body as it arrived; otherwise they get none, and its memory is released.
   */
  keepsRawBody: boolean;
  /** Advice to the sender of a request that is too large, as the end of a sentence. */
  advice: string;
  /** Headers that a request must have before its body is read. */
  requiredHeaders: readonly RequiredHeader[];
  /** The header that exempts a request from the required ones, and the greatest length of its body in bytes. */
  exemption: { header: string; maxBodyBytes: number } | undefined;
  /** Undefined: every refusal is logged, without an `event`. */
  log: RefusalLog | undefined;
}

/** Bounds of a codebase that sets none. */
export const DEFAULT_BOUNDS: RequestBounds = {
  memoryBytes: 64 * 1024 * 1024,
  maxBodyBytes: 32 * 1024 * 1024,
  keepsRawBody: true,
  advice: 'send less at a time',
  requiredHeaders: [],
  exemption: undefined,
  log: undefined,
};
