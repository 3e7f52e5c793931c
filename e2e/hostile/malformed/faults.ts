import type { Kind } from './kinds/kind.ts';
import type { WireAnswer } from './send.ts';

/** No request may keep the processor for longer, in milliseconds of its own time. */
const MAX_PROCESSOR_MS = 2000;

/** What would tell a caller where the code lies, or how it failed. */
const INTERNAL =
  /\bat .*:\d+:\d+|node_modules|\/dist\/|\/tmp\/|\/home\/|\/workspace|functions\.js|index\.cjs|framework\.js|decode-images\.js/;
const PAGE = /^content-type: (?!application\/json)/im;

/** Says what is wrong with an answer to a request of a kind; undefined for one that is all right. */
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
  if (INTERNAL.test(body) || INTERNAL.test(head)) return `tells of its inside, ${said}`;
  if (body !== '' && PAGE.test(head)) return `a page, ${said}`;
  return isCallable(answer) || isOfTheServer(answer, mayGoUnanswered)
    ? undefined
    : `nothing that a client can read, ${said}`;
}

/** Whether it is an answer or an error of the callable protocol, as JSON or as a stream of one. */
function isCallable({ status, body }: WireAnswer): boolean {
  // A browser that asks whether it may call.
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

/** What a stream says; pings come before it, and its end after it. */
function lastEvent(stream: string): string {
  return (
    stream
      .split('\n')
      .findLast((line) => line.startsWith('data: {'))
      ?.slice('data: '.length) ?? ''
  );
}

/**
 * Whether it is a status and nothing else: from Node.js for what is no HTTP, before there is a request, and from the
 * Functions Framework for the two files that browsers and robots ask of any host.
 */
function isOfTheServer({ status, body }: WireAnswer, isNoHttp: boolean): boolean {
  return body === '' && ([404, 413, 417, 431].includes(status) || (isNoHttp && [400, 408].includes(status)));
}
