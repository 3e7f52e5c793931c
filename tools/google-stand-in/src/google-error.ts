import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Google's status names, each with its HTTP status. */
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

/** An error in the form of Google's APIs (https://cloud.google.com/apis/design/errors). */
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
