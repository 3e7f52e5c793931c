import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Google's names for what went wrong, to the HTTP status that goes with each. */
const STATUS = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

export type GoogleStatus = keyof typeof STATUS;

/** A refusal as Google's APIs put it (https://cloud.google.com/apis/design/errors). */
export class GoogleError extends Error {
  override readonly name = 'GoogleError';
  readonly status: GoogleStatus;

  constructor(status: GoogleStatus, message: string) {
    super(message);
    this.status = status;
  }

  get httpStatus(): ContentfulStatusCode {
    return STATUS[this.status];
  }

  toJSON(): object {
    return { error: { code: this.httpStatus, message: this.message, status: this.status } };
  }
}
