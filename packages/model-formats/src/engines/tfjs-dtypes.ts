import type { DType } from '@pilotlight/protocol/tensors';

/** Dtypes in which TensorFlow.js holds tensors, on any backend. */
export const TFJS_DTYPES: ReadonlySet<DType> = new Set<DType>(['float32', 'int32', 'bool', 'string']);
