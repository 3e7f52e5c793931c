import { parsePredictResponse } from '@pilotlight/protocol';
import { call } from '../support/call.ts';
import { drawRow, rightAnswer, smallNetwork } from './small-network.ts';
import { nameOf } from './write-models.ts';

/** Result of a call of one model. */
export interface Asked {
  n: number;
  /** In milliseconds, by the clock of `performance`. */
  begunAt: number;
  /** Time from the call to its answer, measured by the caller. */
  tookMs: number;
  /** Time that it waited for the model to be loaded; almost nothing if the model was held. */
  loadMs: number;
  outcome: 'right' | 'wrong' | 'broken';
  /** The answer, if it was not right. */
  said?: string;
}

/** Calls the nth model with a row, and compares its answer with the one that is worked out here. */
export async function askModel(url: string, n: number, random: () => number): Promise<Asked> {
  const row = drawRow(random);
  const begunAt = performance.now();
  const { body, text } = await call(url, { model: nameOf(n), instances: [row] });
  const tookMs = performance.now() - begunAt;
  if (body.error) {
    const isBroken = body.error.details?.['reason'] === 'MODEL_BROKEN';
    return {
      n,
      begunAt,
      tookMs,
      loadMs: 0,
      outcome: isBroken ? 'broken' : 'wrong',
      said: text.slice(0, 300),
    };
  }
  const answer = parsePredictResponse(body.result);
  const right = JSON.stringify([rightAnswer(smallNetwork(n), row)]);
  const isRight = 'predictions' in answer && JSON.stringify(answer.predictions) === right;
  return {
    n,
    begunAt,
    tookMs,
    loadMs: answer.timing.loadMs,
    ...(isRight ? { outcome: 'right' } : { outcome: 'wrong', said: text.slice(0, 300) }),
  };
}
