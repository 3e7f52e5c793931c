/** HTTP status for each code of the callable protocol with which a request is refused. */
const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

interface RefusalDetails {
  reason: string;
  issue?: Issue;
}

interface RefusalOptions {
  code: keyof typeof HTTP_STATUS;
  /** The HTTP status, if it is not the code's own. */
  status?: number;
  message: string;
  /** The callable error's `details`, by which a program recognizes the refusal. */
  details?: RefusalDetails;
}

/** A refused request, with the answer for its sender. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: keyof typeof HTTP_STATUS;
  readonly status: number;
  readonly details: RefusalDetails | undefined;

  constructor({ code, status = HTTP_STATUS[code], message, details }: RefusalOptions) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** A fault in a request, in the form that the functions use in `details`. */
export interface Issue {
  field: string;
  expected: string;
  received: string;
}

/** Refuses a request that is never valid. */
export function invalidRequest(issue: Issue, status?: number): Refusal {
  return withIssue('INVALID_ARGUMENT', 'INVALID_REQUEST', issue, status);
}

/** Refuses a valid request that holds more than the limit. */
export function requestTooLarge(issue: Issue): Refusal {
  return withIssue('RESOURCE_EXHAUSTED', 'REQUEST_TOO_LARGE', issue);
}

function withIssue(code: RefusalOptions['code'], reason: string, issue: Issue, status?: number): Refusal {
  const message = `${issue.field}: expected ${issue.expected}, received ${issue.received}`;
  return new Refusal({
    code,
    message,
    details: { reason, issue },
    ...(status === undefined ? {} : { status }),
  });
}
