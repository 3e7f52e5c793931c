import { type NamedAttrMap, type NamedTensorInfoMap, util } from '@tensorflow/tfjs-core';
import { INDEX_BOUNDS, type IndexBounds } from '../../engines/wasm/kernels/indices-in-range.ts';

/** The version of `@tensorflow/tfjs-backend-wasm` whose sources (`src/kernels`) were read for what follows. */
export const READ_VERSION: string = '4.22.0';

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Kernels that look at elements in JavaScript only to move them, or to make those of another dtype of them: themselves, or
 * as they transpose, slice or cast on their way to the module. What they write is followed to where it came from.
 */
export const MOVING_KERNELS = names(`
  All Any ArgMax ArgMin BatchToSpaceND Cast Concat Cumprod Cumsum Identity Max Mean Min Pack Prod ResizeBilinear
  ResizeNearestNeighbor Slice SpaceToBatchND SplitV StridedSlice Sum Transpose Unpack
`);

/** Kernels whose results depend on the shapes of their inputs alone. */
export const SHAPE_KERNELS = names('OnesLike ZerosLike');

/** Kernels that look into the module's memory by themselves, at what it has computed, and so by nothing that can be watched. */
export const LOOKING_KERNELS = names('NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5');

/** Kernels that look at indices in JavaScript only to see that they are in range. */
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
