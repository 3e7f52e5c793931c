/** The codes of the callable protocol that a request is refused with, and the HTTP status of each. */
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
  /** The HTTP status where it is not the code's own. */
  status?: number;
  message: string;
  /** What a program can tell it by, as a callable error's `details`. */
  details?: RefusalDetails;
}

/** A request that is not let through, and what its sender is told. */
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

/** What is wrong with a request: as the functions behind this say it in `details`. */
export interface Issue {
  field: string;
  expected: string;
  received: string;
}

/** Refuses what no request may say. */
export function invalidRequest(issue: Issue, status?: number): Refusal {
  return withIssue('INVALID_ARGUMENT', 'INVALID_REQUEST', issue, status);
}

/** Refuses what is well formed and more than a request may hold. */
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
