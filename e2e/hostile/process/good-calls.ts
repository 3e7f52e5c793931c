import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { parsePredictResponse } from '@pilotlight/protocol';
import { call } from '../../support/call.ts';
import { digits, mostLikely } from '../../support/digits.ts';

/** Makes a small valid call, and returns the fault of its answer. */
export type GoodCall = (url: string) => Promise<string | undefined>;

/** Calls with a digit. */
export const askDigit: GoodCall = async (url) => {
  const digit = digits[4];
  const [row] = await predictionsFor(url, digit?.binary);
  const label = mostLikely(row);
  return label === digit?.label ? undefined : `a ${digit?.label} was read as a ${label}`;
};

/** Calls with a picture of 24 by 16 pixels; every answer must equal the first one. */
export function askPicture(): GoodCall {
  let first: string | undefined;
  return async (url) => {
    const picture = join(REPOSITORY, 'packages/model-runtime/src/images/fixtures/rgb.png');
    const [row] = await predictionsFor(url, { b64: await readFile(picture, 'base64') });
    const answer = JSON.stringify(row);
    first ??= answer;
    return answer === first ? undefined : `${first} became ${answer}`;
  };
}

async function predictionsFor(url: string, row: unknown): Promise<unknown[]> {
  const { status, body, text } = await call(url, { instances: [row] });
  if (status !== 200) throw new Error(`${status}: ${text.slice(0, 200)}`);
  const response = parsePredictResponse(body.result);
  if (!('predictions' in response)) throw new TypeError('an answer in rows was expected');
  return response.predictions;
}
