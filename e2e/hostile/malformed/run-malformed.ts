import { processorMs } from '@pilotlight/local-platform';
import { createChance } from './chance.ts';
import { faultOf } from './faults.ts';
import { kindsFor } from './kinds/all-kinds.ts';
import type { Kind, Target } from './kinds/kind.ts';
import { send } from './send.ts';
import type { WireRequest } from './wire-request.ts';

/** Number of malformed requests between good calls. */
const GOOD_EVERY = 50;

/** Outcomes of all requests of one kind. */
export interface KindOutcomes {
  kind: string;
  requests: number;
  /** Count of each status; `none` if the sender left, or sent bytes that are not HTTP. */
  statuses: Record<string, number>;
  /** The longest processor time of one request, in milliseconds. */
  longestMs: number;
}

/** A request with a wrong answer: the seed and its number reproduce it. */
interface Fault {
  kind: string;
  number: number;
  what: string;
  /** The first bytes of the request. */
  request: string;
}

export interface MalformedResult {
  outcomes: KindOutcomes[];
  faults: Fault[];
}

/** Draws a request by its number: each has its own random choices, so that one can be drawn without the others. */
function drawRequest(target: Target, seed: number, number: number): { kind: Kind; request: WireRequest } {
  const kinds = kindsFor(target);
  const kind = kinds[number % kinds.length];
  if (!kind) throw new RangeError('there is no kind of request');
  return { kind, request: kind.draw(createChance(seed + number), target) };
}

/**
 * Sends `count` requests to a process, one after the other, with good calls in between.
 *
 * @param good makes a good call, and returns the fault of its answer.
 */
export async function runMalformed(
  { url, pid }: { url: string; pid: number },
  {
    target,
    seed,
    count,
    good,
    onSent = () => undefined,
  }: {
    target: Target;
    seed: number;
    count: number;
    good: () => Promise<string | undefined>;
    onSent?: () => void;
  },
): Promise<MalformedResult> {
  const outcomes = new Map<string, KindOutcomes>();
  const faults: Fault[] = [];
  for (let number = 0; number < count; number++) {
    const { kind, request } = drawRequest(target, seed, number);
    const fault = (what: string) => {
      const first = Buffer.concat(request.parts).subarray(0, 600).toString('latin1');
      faults.push({ kind: kind.name, number, what, request: first });
    };
    const before = await processorMs(pid);
    const answer = await send(url, request);
    const ms = (await processorMs(pid)) - before;
    const what = faultOf(kind, answer, ms);
    if (what !== undefined) fault(what);
    take(outcomes, kind.name, { status: answer ? String(answer.status) : 'none', ms });
    if (number % GOOD_EVERY === 0 || number === count - 1) {
      const wrong = await good().catch(String);
      if (wrong !== undefined) fault(`the good call after it: ${wrong}`);
    }
    onSent();
  }
  return { outcomes: [...outcomes.values()], faults };
}

function take(
  outcomes: Map<string, KindOutcomes>,
  kind: string,
  { status, ms }: { status: string; ms: number },
): void {
  const of = outcomes.get(kind) ?? { kind, requests: 0, statuses: {}, longestMs: 0 };
  of.requests += 1;
  of.statuses[status] = (of.statuses[status] ?? 0) + 1;
  of.longestMs = Math.max(of.longestMs, ms);
  outcomes.set(kind, of);
}
