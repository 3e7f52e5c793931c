import { importTfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { Search } from './step.ts';

/** Returns why no training is possible, with the fix; undefined if it is possible. */
export async function whyNoTraining({ training }: Search): Promise<string | undefined> {
  if (!training) return 'there is nothing to train with: --train DATA';
  // Hides TensorFlow's messages about its build.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  return importTfjsNode().then(
    () => undefined,
    () => 'native TensorFlow is missing: npm run native:setup',
  );
}
