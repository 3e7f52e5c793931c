/** How far one score may be from the oracle's, as a part of the range of those. */
const TOLERANCE = 0.02;

/**
 * Whether scores are those of the oracle: each close, and the same class first. What differs between engines is the
 * order of additions; a wrong model, image or layout differs by far more.
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
