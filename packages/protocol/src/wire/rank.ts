import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import type { RankedClass } from './answer.ts';
import { elementCount, type NamedTensors } from '../tensors/tensor.ts';

/**
 * Returns the `top` best classes of each row, best first.
 *
 * @throws {InvalidRequestError} if the model does not give one score per class: one output of numbers in which only the
 *   last dimension is more than one.
 */
export function rankClasses(
  outputs: NamedTensors,
  { rows, top, labels }: { rows: number; top: number; labels: readonly string[] | undefined },
): RankedClass[][] {
  const [scores, another] = Object.values(outputs);
  const classes = scores ? elementCount(scores.shape) / rows : 0;
  if (!scores || another || scores.dtype === 'string' || scores.shape.at(-1) !== classes) {
    throw new InvalidRequestError(
      { field: 'top', expected: 'nothing for this model', received: 'a number' },
      'this model does not give one score per class: leave `top` out',
    );
  }
  return Array.from({ length: rows }, (_, row) => {
    const ofRow = Array.from(scores.data.slice(row * classes, (row + 1) * classes), Number);
    return ofRow
      .map((score, index) => ({ index, score }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, top)
      .map(({ index, score }) => {
        const label = labels?.[index];
        return label === undefined ? { index, score } : { index, label, score };
      });
  });
}
