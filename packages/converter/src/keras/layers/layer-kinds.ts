import type { LayerSpec } from '../config/model-spec.ts';
import type { Variable } from '../weights/variable.ts';
import { ACTIVATION_LAYERS } from './activation.ts';
import { ATTENTION_LAYERS } from './attention.ts';
import { CONVOLUTION_LAYERS } from './convolution.ts';
import { DENSE_LAYERS } from './dense.ts';
import type { LayerKind } from './layer-kind.ts';
import { MERGING_LAYERS } from './merging.ts';
import { NORMALIZATION_LAYERS } from './normalization.ts';
import { OPERATION_LAYERS } from './operations.ts';
import { POOLING_LAYERS } from './pooling.ts';
import { PREPROCESSING_LAYERS } from './preprocessing.ts';
import { RECURRENT_LAYERS, WRAPPING_LAYERS } from './recurrent.ts';
import { RESHAPING_LAYERS } from './reshaping.ts';

const KINDS = new Map<string, LayerKind>(
  Object.entries({
    ...ACTIVATION_LAYERS,
    ...ATTENTION_LAYERS,
    ...CONVOLUTION_LAYERS,
    ...DENSE_LAYERS,
    ...MERGING_LAYERS,
    ...NORMALIZATION_LAYERS,
    ...OPERATION_LAYERS,
    ...POOLING_LAYERS,
    ...PREPROCESSING_LAYERS,
    ...RECURRENT_LAYERS,
    ...RESHAPING_LAYERS,
    ...WRAPPING_LAYERS,
  }),
);

/** Returns the kind that adds layers of a class to a graph; undefined for an unsupported class. */
export function kindOf({ className }: LayerSpec): LayerKind | undefined {
  return KINDS.get(className);
}

/** Returns the weights that a layer makes itself, without those of layers within it. */
export function variablesOf(layer: LayerSpec): readonly Variable[] {
  return kindOf(layer)?.variables?.(layer.config) ?? [];
}
