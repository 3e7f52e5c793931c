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

/** A model of 5 kB in some format: with it an engine starts, and does little else. */
export function tinyModel(format: ModelFormat): string {
  return join(FIXTURES, FILES[format]);
}
