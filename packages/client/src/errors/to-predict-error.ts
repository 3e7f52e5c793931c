import type { ErrorDetails } from '@pilotlight/protocol/calling';
import { FIXES } from './fixes.ts';
import { isPredictError } from './is-predict-error.ts';
import { PredictError } from './predict-error.ts';
import type { PredictErrorReason } from './reason.ts';

/**
 * Converts an error of the client SDK to a {@link PredictError}.
 *
 * @param first the index of the first sent row, if the call was a part of a longer list.
 */
export function toPredictError(cause: unknown, first = 0): PredictError {
  if (isPredictError(cause)) return cause;
  const {
    code = '',
    message,
    details,
    customData,
  }: Partial<FunctionsError> = cause instanceof Error ? cause : {};
  const inList = (text = '') =>
    text.replace(/^instances\[(\d+)\]/, (_, at) => `instances[${first + Number(at)}]`);
  // The SDK appends the HTTP status to the server's message; it is 0 if no answer came.
  const [, words, status] = /^(.*?)(?: \[(\d+)\])?$/s.exec(message ?? String(cause)) ?? [];
  const field = details?.issue && inList(details.issue.field);
  const reason = reasonOf(code, details, Number(status));
  // Without an answer, the SDK's own message is only `internal`.
  const text =
    reason === 'UNREACHABLE' ? `no answer came from ${customData?.url ?? 'the function'}` : inList(words);
  return new PredictError(reason, text, { field, cause });
}

/** An error of the SDK. */
interface FunctionsError extends Error {
  /** For example `functions/not-found`. */
  code: string;
  details: Partial<ErrorDetails> | undefined;
  /** The called address, if the SDK knows it. */
  customData: { url?: string } | undefined;
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
