import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { HostileInput } from './inputs.ts';

/** Outcome of a request: its HTTP status, or undefined if no complete answer came. */
export interface Outcome {
  input: string;
  status: number | undefined;
  text: string;
  ms: number;
}

/** Outcomes of small good calls during the storm. */
export interface GoodCalls {
  ms: number[];
  wrong: string[];
}

/** Posts a body, even if the server stops reading: takes an answer as it comes, even before all is sent. */
function send(url: string, { name, headers = {}, body }: HostileInput): Promise<Outcome> {
  const begun = performance.now();
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const settle = (status: number | undefined, text: string) =>
    resolve({ input: name, status, text, ms: performance.now() - begun });
  const sent = request(
    url,
    {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
    },
    (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => settle(response.statusCode, text));
      response.on('error', ({ message }) => settle(undefined, message));
    },
  );
  sent.on('error', ({ message }) => settle(undefined, message));
  sent.end(body);
  return promise;
}

/**
 * Sends each input `times` times at once, one input after the other, and repeats a small good call meanwhile.
 *
 * @param good makes one such call, and returns the fault of its answer.
 */
export async function storm(
  url: string,
  inputs: readonly HostileInput[],
  { times, good }: { times: number; good: () => Promise<string | undefined> },
): Promise<{ outcomes: Outcome[]; goodCalls: GoodCalls }> {
  const goodCalls: GoodCalls = { ms: [], wrong: [] };
  const over = new AbortController();
  const keepCalling = async () => {
    while (!over.signal.aborted) {
      const begun = performance.now();
      const wrong = await good().catch((error: unknown) => inspect(error, { depth: 2 }).slice(0, 500));
      goodCalls.ms.push(performance.now() - begun);
      if (wrong !== undefined) goodCalls.wrong.push(wrong);
      await delay(20);
    }
  };
  const calling = keepCalling();
  const outcomes: Outcome[] = [];
  for (const input of inputs) {
    outcomes.push(...(await Promise.all(Array.from({ length: times }, () => send(url, input)))));
  }
  over.abort();
  await calling;
  return { outcomes, goodCalls };
}

/** True if an outcome is an answer, or a readable error of the callable protocol. */
export function isProper({ status, text }: Outcome): boolean {
  // A deadline may pass on a busy machine; 504 is its error of the protocol.
  if (status === undefined || (status >= 500 && status !== 504)) return false;
  try {
    const { result, error }: { result?: unknown; error?: { status?: unknown; message?: unknown } } =
      JSON.parse(text);
    return status === 200
      ? result !== undefined
      : typeof error?.status === 'string' && typeof error.message === 'string';
  } catch {
    return false;
  }
}
