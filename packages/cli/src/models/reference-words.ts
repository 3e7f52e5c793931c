import type { Comparison } from '@pilotlight/model-runtime/store';

/** Name of the engine or model that a comparison uses as its reference. */
export type ReferenceName = Exclude<Comparison['with'], 'nothing'>;

const WORDS: Readonly<Record<ReferenceName, string>> = {
  'tfjs-node': 'native TensorFlow',
  cpu: "TensorFlow.js's cpu backend",
  python: "Python's TensorFlow",
};

/** Returns the reference of a comparison in words. */
export function referenceWords(name: ReferenceName): string {
  return WORDS[name];
}
