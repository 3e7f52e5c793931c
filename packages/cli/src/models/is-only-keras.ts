import type { ModelDescription } from '@pilotlight/model-formats';

/** Whether a layers model has layers that are Keras's and not TensorFlow.js's: it is converted as a Keras file is. */
export function isOnlyKeras({ format, chosen }: Pick<ModelDescription, 'format' | 'chosen'>): boolean {
  return format === 'tfjs-layers-model' && chosen === undefined;
}
