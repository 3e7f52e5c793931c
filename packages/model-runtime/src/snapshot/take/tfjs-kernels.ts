import { type NamedAttrMap, type NamedTensorInfoMap, util } from '@tensorflow/tfjs-core';
import { INDEX_BOUNDS, type IndexBounds } from '../../engines/wasm/kernels/indices-in-range.ts';

/** The version of `@tensorflow/tfjs-backend-wasm` that these lists are for: its sources (`src/kernels`) were read. */
export const READ_VERSION: string = '4.22.0';

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Kernels that read elements in JavaScript only to move them or to cast them to another dtype. Some do only that; others
 * transpose, slice or cast before they call the module. What they write is followed to its origin.
 */
export const MOVING_KERNELS = names(`
  All Any ArgMax ArgMin BatchToSpaceND Cast Concat Cumprod Cumsum Identity Max Mean Min Pack Prod ResizeBilinear
  ResizeNearestNeighbor Slice SpaceToBatchND SplitV StridedSlice Sum Transpose Unpack
`);

/** Kernels with results that depend on the shapes of their inputs alone. */
export const SHAPE_KERNELS = names('OnesLike ZerosLike');

/**
 * Kernels that read what the module has computed straight from its memory, so that no function of the backend shows it.
 */
export const LOOKING_KERNELS = names('NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5');

/** Kernels that read indices in JavaScript only to check that they are in range. */
export const INDEXING_KERNELS: Readonly<Record<string, IndexBounds>> = {
  ...INDEX_BOUNDS,
  GatherV2: {
    input: 'indices',
    boundsOf({ inputs: { x }, attrs }: { inputs: NamedTensorInfoMap; attrs: NamedAttrMap }) {
      const shape = x?.shape ?? [];
      const [axis = 0] = util.parseAxisParam(Number(attrs['axis']), shape);
      return [shape[axis] ?? 0];
    },
  },
};
