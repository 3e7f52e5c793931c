import type { ErrorDetails } from '@pilotlight/protocol/calling';
import { FIXES } from './fixes.ts';
import { isPredictError } from './is-predict-error.ts';
import { PredictError } from './predict-error.ts';
import type { PredictErrorReason } from './reason.ts';

/**
 * Makes the one class of an error of the client SDK.
 *
 * @param first the number of the first row that was sent, where the call was a part of a longer list.
 */
export function toPredictError(cause: unknown, first = 0): PredictError {
  if (isPredictError(cause)) return cause;
  const { code = '', message, details }: Partial<FunctionsError> = cause instanceof Error ? cause : {};
  const inList = (text = '') =>
    text.replace(/^instances\[(\d+)\]/, (_, at) => `instances[${first + Number(at)}]`);
  // The SDK ends the server's words with the HTTP status; it is 0 where no answer came.
  const [, words, status] = /^(.*?)(?: \[(\d+)\])?$/s.exec(message ?? String(cause)) ?? [];
  const field = details?.issue && inList(details.issue.field);
  return new PredictError(reasonOf(code, details, Number(status)), inList(words), { field, cause });
}

/** What an error of the SDK may hold. */
interface FunctionsError extends Error {
  /** `functions/not-found`, say. */
  code: string;
  details: Partial<ErrorDetails> | undefined;
}

function reasonOf(code: string, details: FunctionsError['details'], status: number): PredictErrorReason {
  if (isReason(details?.reason)) return details.reason;
  const asReason = code.replace('functions/', '').replace('-', '_').toUpperCase();
  if (isReason(asReason)) return asReason;
  return asReason === 'INTERNAL' && !status ? 'UNREACHABLE' : 'UNKNOWN';
}

function isReason(value: unknown): value is PredictErrorReason {
  return typeof value === 'string' && Object.hasOwn(FIXES, value);
}
