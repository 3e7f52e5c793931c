import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { ModelFormat } from '@pilotlight/protocol';

const FIXTURES = join(REPOSITORY, 'packages/model-runtime/fixtures/dense');

const FILES: Record<ModelFormat, string> = {
  'saved-model': 'saved_model',
  'tfjs-graph-model': 'tfjs-graph',
  'tfjs-layers-model': 'tfjs-layers',
  tflite: 'float.tflite',
};

/** Returns a model of 5 kB in a format: an engine starts with it, and does little else. */
export function tinyModel(format: ModelFormat): string {
  return join(FIXTURES, FILES[format]);
}
