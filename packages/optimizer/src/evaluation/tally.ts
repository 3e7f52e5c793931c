import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';

/** Accuracy of a model on examples with known classes. Shares are 0 to 1. */
export interface Tally {
  count: number;
  correct: number;
  accuracy: number;
  /** 95% Wilson interval of the accuracy. */
  interval: { low: number; high: number };
  /** Confusion matrix: how many examples of the row's class were predicted as the column's class. */
  confusion: number[][];
  /** Share of each class's examples that was recognized; NaN for a class without examples. */
  recall: number[];
}

/** Compares predictions with true classes; both of shape [count], each below `classes`. */
export function tally({
  classes,
  labels,
  predictions,
}: {
  classes: number;
  labels: ArrayLike<number>;
  predictions: ArrayLike<number>;
}): Tally {
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (let at = 0; at < labels.length; at += 1) {
    const row = confusion[labels[at] ?? 0] ?? [];
    const prediction = predictions[at] ?? 0;
    row[prediction] = (row[prediction] ?? 0) + 1;
  }
  const hits = confusion.map((row, label) => row[label] ?? 0);
  const correct = sum(hits);
  const count = labels.length;
  return {
    count,
    correct,
    accuracy: correct / count,
    interval: wilsonInterval({ hits: correct, count }),
    confusion,
    recall: hits.map((hit, label) => hit / sum(confusion[label] ?? [])),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
