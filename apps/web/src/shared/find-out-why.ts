import { isPredictError } from '@pilotlight/client';
import { UnreachableError } from './unreachable-error.ts';

const PROBE_TIMEOUT_MS = 3_000;

/**
 * Distinguishes a call that reached no server from an answer that the browser cannot read or may not read. Returns any
 * other error unchanged.
 */
export async function findOutWhy(error: unknown): Promise<unknown> {
  if (!isPredictError(error, 'UNREACHABLE')) return error;

  const address = addressOf(error.cause);
  if (!navigator.onLine) return new UnreachableError('OFFLINE', address, { cause: error });
  const reason = (await answers(address)) ? 'UNREADABLE' : 'SILENT';
  return new UnreachableError(reason, address, { cause: error });
}

/** True if anything answers at the server's root, which runs no function. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(new URL('/', address), { mode: 'no-cors', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Returns the address that the client SDK called. */
export function addressOf(cause: unknown): string {
  const { customData }: Partial<Error> & { customData?: { url?: unknown } } =
    cause instanceof Error ? cause : {};
  return String(customData?.url);
}
