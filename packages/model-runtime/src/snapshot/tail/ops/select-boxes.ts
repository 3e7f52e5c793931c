import { unless } from '../tail-tensor.ts';

const { fround } = Math;

/**
 * Returns the boxes with the highest scores that overlap none before them by more than a share, as
 * `non_max_suppression_impl.cc` of the engine's module does. Each step is rounded to a float, as there, so that a box
 * which overlaps by exactly that share is told apart.
 */
export function selectBoxes(
  boxes: ArrayLike<number>,
  scores: ArrayLike<number>,
  { most, overlap, scoreThreshold }: { most: number; overlap: number; scoreThreshold: number },
): number[] {
  unless(most >= 0 && overlap >= 0, 'an op selects boxes by a number below 0');
  const score = (box: number) => scores[box] ?? 0;
  const candidates = Array.from({ length: scores.length }, (_, box) => box)
    .filter((box) => score(box) > scoreThreshold)
    .toSorted((a, b) => score(b) - score(a) || a - b);
  const selected: number[] = [];
  for (const box of candidates) {
    if (selected.length >= most) break;
    if (!selected.some((other) => sharedPart(boxes, box, other) > overlap)) selected.push(box);
  }
  return selected;
}

/** Returns the area that two boxes share, as a part of the area that they cover together. */
function sharedPart(boxes: ArrayLike<number>, one: number, other: number): number {
  const [top, left, bottom, right] = sidesOf(boxes, one);
  const [otherTop, otherLeft, otherBottom, otherRight] = sidesOf(boxes, other);
  const area = fround(fround(bottom - top) * fround(right - left));
  const otherArea = fround(fround(otherBottom - otherTop) * fround(otherRight - otherLeft));
  if (area <= 0 || otherArea <= 0) return 0;
  const height = fround(Math.min(bottom, otherBottom) - Math.max(top, otherTop));
  const width = fround(Math.min(right, otherRight) - Math.max(left, otherLeft));
  const shared = fround(Math.max(height, 0) * Math.max(width, 0));
  const part = fround(shared / fround(fround(area + otherArea) - shared));
  unless(!Number.isNaN(part), 'a box has no size');
  return part;
}

function sidesOf(
  boxes: ArrayLike<number>,
  box: number,
): [top: number, left: number, bottom: number, right: number] {
  const [y1 = 0, x1 = 0, y2 = 0, x2 = 0] = [0, 1, 2, 3].map((side) => boxes[box * 4 + side]);
  return [Math.min(y1, y2), Math.min(x1, x2), Math.max(y1, y2), Math.max(x1, x2)];
}
