import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { differenceOf } from './compare-answers.ts';
import { drawInputs, type DrawnSizes } from './draw-inputs.ts';

/** Answers inputs of the signature that is compared. */
export type Ask = (inputs: NamedTensors) => Promise<NamedTensors>;

/** The largest difference, as a share of the largest value of an output, that counts as the same answer. */
export const MAX_DIFFERENCE = 1e-4;

export interface Comparison {
  /** The largest difference that was seen. */
  difference: number;
  /** How many requests were compared. */
  requests: number;
  /** The first of the sizes for what the signature leaves open that the model answered at. */
  openSize: number;
}

/**
 * Sizes to try where a signature leaves more open than its rows. What is too small for a model the original refuses, or
 * answers with what is no number: the engine may not survive that, so it comes last.
 */
const OPEN_SIZES = [32, 45, 64, 224, 16, 7];
/** As many open sizes are compared; a model may do other things at others. */
const COMPARED_SIZES = 2;
const ROWS = [1, 3, 2];

/**
 * Asks a converted model and its original the same, on drawn inputs of several batch sizes and, where they are open,
 * several other sizes.
 *
 * @param maxInt one more than the largest whole number that is drawn.
 * @returns undefined where the original answered none of them.
 */
export async function compareModels({
  signature,
  original,
  converted,
  maxInt,
}: {
  signature: Signature;
  original: Ask;
  converted: Ask;
  maxInt: number;
}): Promise<Comparison | undefined> {
  let difference = 0;
  let requests = 0;
  let answeredSizes = 0;
  let openSize: number | undefined;
  for (const open of hasOpenSizes(signature) ? OPEN_SIZES : [1]) {
    let isAnswered = false;
    for (const [at, rows] of rowsOf(signature).entries()) {
      const sizes: DrawnSizes = { rows, open };
      const inputs = drawInputs(signature, sizes, { range: at, maxInt });
      const expected = await original(inputs).catch(() => undefined);
      if (!expected || (hasOpenSizes(signature) && !isAllFinite(expected))) continue;
      isAnswered = true;
      requests += 1;
      difference = Math.max(difference, differenceOf(expected, await converted(inputs)));
    }
    if (!isAnswered) continue;
    answeredSizes += 1;
    openSize ??= open;
    if (answeredSizes === COMPARED_SIZES) break;
  }
  return openSize === undefined ? undefined : { difference, requests, openSize };
}

function rowsOf({ inputs }: Signature): readonly number[] {
  return Object.values(inputs).some(({ shape }) => shape[0] === -1) ? ROWS : ROWS.map(() => 1);
}

/** Whether a signature leaves more open than its rows. */
export function hasOpenSizes({ inputs }: Signature): boolean {
  return Object.values(inputs).some(({ shape }) => shape.indexOf(-1, 1) > 0);
}

function isAllFinite(tensors: NamedTensors): boolean {
  return Object.values(tensors).every(({ data }) => {
    for (const element of data) if (!Number.isFinite(Number(element))) return false;
    return data.length > 0;
  });
}
