import { isPredictError } from '@pilotlight/client';
import { UnreachableError } from './unreachable-error.ts';

const PROBE_TIMEOUT_MS = 3_000;

/**
 * Tells a call that reached nobody from one whose answer the browser may not or cannot read. Any other error stays what
 * it is.
 */
export async function findOutWhy(error: unknown): Promise<unknown> {
  if (!isPredictError(error, 'UNREACHABLE')) return error;

  const address = addressOf(error.cause);
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

/** Where the client SDK sent the call. */
export function addressOf(cause: unknown): string {
  const { customData }: Partial<Error> & { customData?: { url?: unknown } } =
    cause instanceof Error ? cause : {};
  return String(customData?.url);
}
