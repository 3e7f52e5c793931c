import type { Comparison } from '@pilotlight/model-runtime/store';

/** What another model or engine is asked on. */
export type ReferenceName = Exclude<Comparison['with'], 'nothing'>;

const WORDS: Readonly<Record<ReferenceName, string>> = {
  'tfjs-node': 'native TensorFlow',
  cpu: "TensorFlow.js's cpu backend",
  python: "Python's TensorFlow",
};

/** Says in words what a model's answers were compared with. */
export function referenceWords(name: ReferenceName): string {
  return WORDS[name];
}
