import type { ModelDescription } from '@pilotlight/model-formats';

/** True if a layers model has layers of Keras that TensorFlow.js does not have: it is converted like a Keras file. */
export function isOnlyKeras({ format, chosen }: Pick<ModelDescription, 'format' | 'chosen'>): boolean {
  return format === 'tfjs-layers-model' && chosen === undefined;
}
