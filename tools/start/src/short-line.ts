import { CALL_EVENT } from '@pilotlight/call-log/line';

/** Shortens a line of the emulators that logs a call as JSON; returns other lines unchanged. */
export function shortLine(line: string): string {
  const from = line.indexOf('{"');
  if (from === -1) return line;
  try {
    const logged: unknown = JSON.parse(line.slice(from));
    return isCall(logged) ? logged.message : line;
  } catch {
    return line;
  }
}

function isCall(logged: unknown): logged is { message: string } {
  return (
    typeof logged === 'object' &&
    logged !== null &&
    'event' in logged &&
    logged.event === CALL_EVENT &&
    'message' in logged &&
    typeof logged.message === 'string'
  );
}
