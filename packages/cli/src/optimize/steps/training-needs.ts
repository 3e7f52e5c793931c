import { importTfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { Search } from './step.ts';

/** Why nothing can be trained, and what would help; undefined where it can. */
export async function whyNoTraining({ training }: Search): Promise<string | undefined> {
  if (!training) return 'there is nothing to train with: --train DATA';
  // TensorFlow reports what it is built for, which no one has asked.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  return importTfjsNode().then(
    () => undefined,
    () => 'native TensorFlow is missing: npm run native:setup',
  );
}
