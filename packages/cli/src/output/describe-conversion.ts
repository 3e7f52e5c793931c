import type { Compared } from '@pilotlight/converter';
import type { Served } from '../models/convert-first.ts';
import type { ConversionPreview } from '../models/preview-conversion.ts';

/** Says in plain words what became of a model that was to be converted; undefined of any other. */
export function describeConversion(served: Served): string | undefined {
  if (served.kind === 'as-it-is') {
    return served.whyNotConverted === undefined
      ? undefined
      : `was not converted, and is served as it is: ${served.whyNotConverted}`;
  }
  return describeComparison(served.compared);
}

/** Says by what a converted model was compared with its original, or that it was not. */
export function describeComparison({ comparedBy, difference = 0 }: Compared): string {
  if (comparedBy === 'nothing') {
    return `was converted to TensorFlow.js, and not compared with the original: that needs native TensorFlow (npm run native:setup) or Python's (npm run python:setup)`;
  }
  return `was converted to TensorFlow.js, and answers as the original does (compared by ${comparedBy}, off by at most ${difference.toExponential(1)} of the largest value)`;
}

/** Says what `add` will do with a model. */
export function describePreview(preview: ConversionPreview): string {
  return preview.converts
    ? 'add converts it to TensorFlow.js, which starts sooner on wasm, and serves that if it answers the same'
    : `add serves it as it is, since it cannot be converted: ${preview.why}`;
}
