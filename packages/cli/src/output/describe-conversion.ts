import type { Comparison } from '@pilotlight/model-runtime/store';
import { referenceWords } from '../models/reference-words.ts';
import type { Served } from '../models/convert-first.ts';

/** Describes the conversion of a model in plain words; undefined if none was planned. */
export function describeConversion(served: Served): string | undefined {
  if (served.kind === 'as-it-is') {
    return served.whyNotConverted === undefined
      ? undefined
      : `is served unchanged, because it cannot be converted: ${served.whyNotConverted}`;
  }
  return describeComparison(served.checked.compared);
}

/** Says what a converted model was compared with, or why it was not compared. */
export function describeComparison(compared: Comparison): string {
  if (compared.with === 'nothing')
    return `was converted to TensorFlow.js, but not compared with the original: ${compared.why}`;
  const { inputs, distance } = compared;
  return (
    `was converted to TensorFlow.js, and answers like the original on ${referenceWords(compared.with)}: ` +
    `at most ${distance.toExponential(1)} of the largest value apart, on ${inputs} inputs`
  );
}

/** Says why `add` will not convert a model. @param isRun true if an engine runs it as it is. */
export function describeRefusal(why: string, isRun: boolean): string {
  return isRun
    ? `add serves it unchanged, because it cannot be converted: ${why}`
    : `add cannot convert it either: ${why}`;
}
