import type { Served } from '../models/convert-first.ts';

/** Says in plain words what became of a model that was to be converted; undefined of any other. */
export function describeConversion(served: Served): string | undefined {
  if (served.kind === 'as-it-is') {
    return served.whyNotConverted === undefined
      ? undefined
      : `was not converted, and is served as it is: ${served.whyNotConverted}`;
  }
  const { comparedBy, difference } = served.compared;
  if (comparedBy === 'nothing') {
    return 'was converted to TensorFlow.js, and not compared with the original: that needs native TensorFlow (npm run native:setup)';
  }
  return `was converted to TensorFlow.js, and answers as the original does (compared by ${comparedBy}, off by at most ${(difference ?? 0).toExponential(1)} of the largest value)`;
}
