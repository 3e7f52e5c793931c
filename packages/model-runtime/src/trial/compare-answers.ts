import type { NamedTensors, Tensor } from '@pilotlight/protocol/tensors';

/**
 * How far two engines may be apart, as a part of the largest value of an output: what the order of sums makes of floats,
 * and what kernels for integers make of a network with quantized weights.
 */
export const TOLERANCES = { float: 1e-3, quantized: 5e-2 } as const;

/**
 * Smaller outputs are compared as if they were so large: a probability of 1e-18 is the exponential of a sum, of whose last
 * digits it makes percents.
 */
const SMALLEST_SCALE = 1e-5;

/** Elements of a long output that may be further off: where scores are all but alike, another one may come first. */
const MAX_PART_OFF = 0.05;

/** The same where a model puts what it found into order itself: the last of them may be another one. */
const MAX_PART_OFF_SORTED = 0.2;

/** How two engines' answers are compared. */
interface ComparisonOptions {
  /** As a part of an output's largest value. */
  tolerance: number;
  /**
   * Whether the model sorts what it found, as a detector does by scores: of two whose scores are all but alike, each engine
   * may put another one first, so only what is found counts.
   */
  sorts?: boolean;
  referenceName: string;
}

/** Where and how far two engines differ. */
interface Difference {
  output: string;
  /** In words: what one says at which element, and what the other. */
  words: string;
}

/** What a comparison of one answer found. */
export interface AnswerComparison {
  /** The largest distance, as a part of the largest value of its output. */
  distance: number;
  /** Undefined where the answers agree. */
  difference: Difference | undefined;
}

/** Holds what an engine answered against what another one says. */
export function compareAnswers(
  own: NamedTensors,
  reference: NamedTensors,
  { tolerance, sorts = false, referenceName }: ComparisonOptions,
): AnswerComparison {
  let distance = 0;
  for (const [output, tensor] of Object.entries(own)) {
    const other = reference[output];
    if (!other) continue;
    const compared = sorts
      ? compareTensors(sorted(tensor), sorted(other), tolerance, MAX_PART_OFF_SORTED)
      : compareTensors(tensor, other, tolerance, MAX_PART_OFF);
    distance = Math.max(distance, compared.distance);
    if (compared.words === undefined) continue;
    const words = `its output '${output}' ${compared.words(referenceName)}`;
    return { distance, difference: { output, words } };
  }
  return { distance, difference: undefined };
}

interface Compared {
  distance: number;
  words: ((referenceName: string) => string) | undefined;
}

function compareTensors(own: Tensor, reference: Tensor, tolerance: number, maxPartOff: number): Compared {
  if (own.shape.join() !== reference.shape.join()) {
    const words = (name: string) =>
      `is of shape [${own.shape.join(', ')}], and by ${name} of [${reference.shape.join(', ')}]`;
    return { distance: Infinity, words };
  }
  const scale = Math.max(SMALLEST_SCALE, largestFinite(reference));
  const allowed = allowedDistance(own, tolerance, scale);
  let off = 0;
  let worst = 0;
  let worstAt = 0;
  for (let at = 0; at < own.data.length; at++) {
    const distance = distanceAt(own, reference, at);
    if (!(distance <= allowed)) off += 1;
    if (distance > worst) [worst, worstAt] = [distance, at];
  }
  const relative = worst / scale;
  if (off === 0 || off <= own.data.length * maxPartOff) return { distance: relative, words: undefined };
  const words = (name: string) =>
    `is ${shown(own, worstAt)} at element ${worstAt}, and by ${name} ${shown(reference, worstAt)}; ` +
    `${off} of ${own.data.length} elements differ by more than ${tolerance * 100} % of the largest`;
  return { distance: relative, words };
}

function allowedDistance({ dtype }: Tensor, tolerance: number, scale: number): number {
  if (dtype === 'float32') return tolerance * scale;
  // Bytes may be quanta of something; other integers are counts and indices, and the one beside is another one.
  return dtype === 'uint8' || dtype === 'int8' ? Math.max(2, tolerance * 255) : 0;
}

function sorted({ dtype, shape, data }: Tensor): Tensor {
  return {
    dtype,
    shape,
    data: Array.isArray(data) ? data.toSorted((a, b) => Buffer.compare(a, b)) : data.toSorted(),
  };
}

/** 0 where both are the same NaN, infinity or string. */
function distanceAt({ data }: Tensor, reference: Tensor, at: number): number {
  const [one, other] = [data[at], reference.data[at]];
  if (one instanceof Uint8Array && other instanceof Uint8Array)
    return Buffer.compare(one, other) === 0 ? 0 : Infinity;
  const [number, otherNumber] = [Number(one), Number(other)];
  if (number === otherNumber || (Number.isNaN(number) && Number.isNaN(otherNumber))) return 0;
  const distance = Math.abs(number - otherNumber);
  return Number.isNaN(distance) ? Infinity : distance;
}

function largestFinite({ data }: Tensor): number {
  let largest = 0;
  for (const element of data) {
    const size = Math.abs(Number(element));
    if (Number.isFinite(size)) largest = Math.max(largest, size);
  }
  return largest;
}

function shown({ data }: Tensor, at: number): string {
  const element = data[at];
  if (element instanceof Uint8Array) return JSON.stringify(new TextDecoder().decode(element).slice(0, 40));
  return typeof element === 'number' ? String(Number(element.toPrecision(6))) : String(element);
}
