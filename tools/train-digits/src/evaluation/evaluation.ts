import { CLASSES } from '../mnist/digit-set.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** How well a model does on images whose digits are known. Shares are 0 to 1. */
export interface Evaluation {
  count: number;
  correct: number;
  accuracy: number;
  /** The 95% Wilson interval of the accuracy. */
  interval: { low: number; high: number };
  /** How often the digit of the row was taken for the digit of the column. */
  confusion: number[][];
  /** For each digit, the share of its images that was recognised. */
  recall: number[];
}

/** Compares what a model said with what is true; both of shape [count]. */
export function evaluate({
  labels,
  predictions,
}: {
  labels: Uint8Array;
  predictions: Uint8Array;
}): Evaluation {
  const digits = Array.from({ length: CLASSES }, (_, digit) => digit);
  const confusion = digits.map(() => digits.map(() => 0));
  for (const [index, label] of labels.entries()) {
    const row = confusion[label] ?? [];
    const prediction = predictions[index] ?? 0;
    row[prediction] = (row[prediction] ?? 0) + 1;
  }
  const hits = confusion.map((row, digit) => row[digit] ?? 0);
  const correct = sum(hits);
  const count = labels.length;
  return {
    count,
    correct,
    accuracy: correct / count,
    interval: wilsonInterval({ hits: correct, count }),
    confusion,
    recall: hits.map((hit, digit) => hit / sum(confusion[digit] ?? [])),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
