import { FunctionsError } from 'firebase/functions';
import { UnreachableError } from './unreachable-error.ts';

const PROBE_TIMEOUT_MS = 3_000;

/**
 * Tells a call that reached nobody from one whose answer could not be read: the SDK says `internal` of both.
 * Any other error stays what it is.
 */
export async function findOutWhy(error: unknown): Promise<unknown> {
  if (!(error instanceof FunctionsError)) return error;
  // With details it is an answer of ours.
  if (error.code !== 'functions/internal' || error.details !== undefined) return error;

  const address = String(error.customData?.['url']);
  if (!navigator.onLine) return new UnreachableError('OFFLINE', address, { cause: error });
  const reason = (await answers(address)) ? 'UNREADABLE' : 'SILENT';
  return new UnreachableError(reason, address, { cause: error });
}

/** True where anything at all answers at the server's root, which runs no function. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(new URL('/', address), { mode: 'no-cors', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}
