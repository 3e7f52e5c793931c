import type { NamedTensors, Tensor } from '@pilotlight/protocol/tensors';

/**
 * Largest accepted difference of two engines, as a fraction of an output's largest value: due to the order of sums for
 * floats, and to integer kernels for networks with quantized weights.
 */
export const TOLERANCES = { float: 1e-3, quantized: 5e-2 } as const;

/**
 * Smaller outputs are compared as if they were this large: a probability of 1e-18 is the exponential of a sum, and the last
 * digits of the sum change it by percents.
 */
const SMALLEST_SCALE = 1e-5;

/** Fraction of a long output's elements that may differ more: if scores are nearly equal, another one may come first. */
const MAX_PART_OFF = 0.05;

/** The same for a model that sorts its results: the last of them may be another one. */
const MAX_PART_OFF_SORTED = 0.2;

/** Options for comparing two engines' answers. */
interface ComparisonOptions {
  /** A fraction of an output's largest value. */
  tolerance: number;
  /**
   * True if the model sorts its results, as a detector does by scores. Each engine may order nearly equal scores
   * differently, so the order does not count.
   */
  sorts?: boolean;
  referenceName: string;
}

/** The place and size of a difference between two engines. */
interface Difference {
  output: string;
  /** In words: the element, and its value in each engine. */
  words: string;
}

/** Result of comparing one answer. */
export interface AnswerComparison {
  /** The largest difference, as a fraction of the largest value of its output. */
  distance: number;
  /** Undefined if the answers agree. */
  difference: Difference | undefined;
}

/** Compares one engine's answer with another's. */
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
      `is of shape [${own.shape.join(', ')}], but of [${reference.shape.join(', ')}] by ${name}`;
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
    `is ${shown(own, worstAt)} at element ${worstAt}, but ${shown(reference, worstAt)} by ${name}; ` +
    `${off} of ${own.data.length} elements differ by more than ${tolerance * 100} % of the largest`;
  return { distance: relative, words };
}

function allowedDistance({ dtype }: Tensor, tolerance: number, scale: number): number {
  if (dtype === 'float32') return tolerance * scale;
  // Bytes may be quantized values; other integers are counts and indices, where the next one is a different one.
  return dtype === 'uint8' || dtype === 'int8' ? Math.max(2, tolerance * 255) : 0;
}

function sorted({ dtype, shape, data }: Tensor): Tensor {
  return {
    dtype,
    shape,
    data: Array.isArray(data) ? data.toSorted((a, b) => Buffer.compare(a, b)) : data.toSorted(),
  };
}

/** Returns 0 if both are the same NaN, infinity or string. */
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
