import type { DType } from '@pilotlight/protocol/tensors';

/** What TensorFlow.js holds a tensor in, on any backend. */
export const TFJS_DTYPES: ReadonlySet<DType> = new Set<DType>(['float32', 'int32', 'bool', 'string']);
