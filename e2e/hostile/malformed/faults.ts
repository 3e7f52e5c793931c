import type { Kind } from './kinds/kind.ts';
import type { WireAnswer } from './send.ts';

/** The longest time that a request may keep the processor, in milliseconds of processor time. */
const MAX_PROCESSOR_MS = 2000;

/** Matches text that reveals paths or internal errors to a caller. */
const INTERNAL =
  /\bat .*:\d+:\d+|node_modules|\/dist\/|\/tmp\/|\/home\/|\/workspace|functions\.js|index\.cjs|framework\.js|decode-images\.js/;
const PAGE = /^content-type: (?!application\/json)/im;

/** Returns the fault of an answer to a request of this kind; undefined if it has none. */
export function faultOf(
  { mayGoUnanswered = false }: Kind,
  answer: WireAnswer | undefined,
  processorMs: number,
): string | undefined {
  if (processorMs > MAX_PROCESSOR_MS) return `kept the processor for ${processorMs} ms`;
  if (!answer) return mayGoUnanswered ? undefined : 'no answer';
  const { status, head, body } = answer;
  const said = `${status}: ${body.slice(0, 300)}`;
  if (status >= 500) return said;
  if (INTERNAL.test(body) || INTERNAL.test(head)) return `reveals internals, ${said}`;
  if (body !== '' && PAGE.test(head)) return `a page, ${said}`;
  return isCallable(answer) || isOfTheServer(answer, mayGoUnanswered)
    ? undefined
    : `not readable for a client, ${said}`;
}

/** True for an answer or an error of the callable protocol, as JSON or as a stream. */
function isCallable({ status, body }: WireAnswer): boolean {
  // The answer to a browser's preflight request.
  if (status === 204) return body === '';
  const text = body.startsWith('{') ? body : lastEvent(body);
  try {
    const { result, error }: { result?: unknown; error?: { status?: unknown; message?: unknown } } =
      JSON.parse(text);
    return status === 200 && error === undefined
      ? result !== undefined
      : typeof error?.status === 'string' && typeof error.message === 'string';
  } catch {
    return false;
  }
}

/** Returns the message of a stream, without the pings before it and the end after it. */
function lastEvent(stream: string): string {
  return (
    stream
      .split('\n')
      .findLast((line) => line.startsWith('data: {'))
      ?.slice('data: '.length) ?? ''
  );
}

/**
 * True for a bare status: from Node.js for bytes that are not HTTP, and from the Functions Framework for the two files
 * that browsers and robots request from any host.
 */
function isOfTheServer({ status, body }: WireAnswer, isNoHttp: boolean): boolean {
  return body === '' && ([404, 413, 417, 431].includes(status) || (isNoHttp && [400, 408].includes(status)));
}
