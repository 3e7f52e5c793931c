/** Largest difference of a score from the oracle's, as a part of the range of the oracle's scores. */
const TOLERANCE = 0.02;

/**
 * True if scores agree with the oracle: each is close, and the same class is first. Engines differ only in the order of
 * additions; a wrong model, image or layout differs by far more.
 */
export function agree(scores: unknown, expected: readonly number[]): boolean {
  if (!isNumbers(scores) || scores.length !== expected.length) return false;
  const top = Math.max(...expected);
  const lowest = Math.min(...expected);
  const allowed = TOLERANCE * (top - lowest);
  const isClose = scores.every((score, at) => Math.abs(score - (expected[at] ?? Number.NaN)) <= allowed);
  return isClose && scores.indexOf(Math.max(...scores)) === expected.indexOf(top);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'number');
}
