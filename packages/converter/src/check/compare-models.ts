import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { differenceOf } from './compare-answers.ts';
import { drawInputs, type DrawnSizes } from './draw-inputs.ts';

/** Runs the compared signature on inputs. */
export type Ask = (inputs: NamedTensors) => Promise<NamedTensors>;

/** The largest difference, as a share of the largest value of an output, that counts as the same answer. */
export const MAX_DIFFERENCE = 1e-4;

export interface Comparison {
  /** The largest difference found. */
  difference: number;
  /** Number of requests compared. */
  requests: number;
  /** The first size of the open dimensions that the model answered at. */
  openSize: number;
}

/**
 * Sizes to try for open dimensions other than the rows. The original refuses sizes that are too small, or answers NaN.
 * The engine may not survive such sizes, so they come last.
 */
const OPEN_SIZES = [32, 45, 64, 224, 16, 7];
/** Number of open sizes that are compared: a model may do other things at other sizes. */
const COMPARED_SIZES = 2;
const ROWS = [1, 3, 2];

/**
 * Runs a converted model and its original on the same drawn inputs, of several batch sizes and, if other dimensions are
 * open, several sizes of those.
 *
 * @param maxInt one more than the largest whole number that is drawn.
 * @returns undefined if the original answered none of them.
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

/** True if a signature has open dimensions other than its rows. */
export function hasOpenSizes({ inputs }: Signature): boolean {
  return Object.values(inputs).some(({ shape }) => shape.indexOf(-1, 1) > 0);
}

function isAllFinite(tensors: NamedTensors): boolean {
  return Object.values(tensors).every(({ data }) => {
    for (const element of data) if (!Number.isFinite(Number(element))) return false;
    return data.length > 0;
  });
}
