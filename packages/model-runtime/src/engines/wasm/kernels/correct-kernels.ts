import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { abs } from './abs.ts';
import { argExtremes } from './arg-extremes.ts';
import { BACKEND, type Correction } from './backend-kernel.ts';
import { batchMatMul } from './batch-mat-mul.ts';
import { bincount, denseBincount } from './bincount.ts';
import { cast } from './cast.ts';
import { clipByValue } from './clip-by-value.ts';
import { conv3DBackpropInput } from './conv-3d-backprop-input.ts';
import { cropAndResize } from './crop-and-resize.ts';
import { cumulative } from './cumulative.ts';
import { dilation2D } from './dilation-2d.ts';
import { maximum, minimum } from './extremes.ts';
import { floorDiv } from './floor-div.ts';
import { fusedBatchNorm } from './fused-batch-norm.ts';
import { fusedConvolutions } from './fused-convolutions.ts';
import { fusedMatMul } from './fused-mat-mul.ts';
import { gatherV2 } from './gather-v2.ts';
import { inRange } from './indices-in-range.ts';
import { linSpace } from './lin-space.ts';
import { log1p } from './log1p.ts';
import { maxPool3D } from './max-pool-3d.ts';
import { maxPoolWithArgmax } from './max-pool-with-argmax.ts';
import { mean } from './mean.ts';
import { mod } from './mod.ts';
import { neg } from './neg.ts';
import { nonMaxSuppression } from './non-max-suppression.ts';
import { oneHot } from './one-hot.ts';
import { padV2 } from './pad-v2.ts';
import { prelu } from './prelu.ts';
import { range } from './range.ts';
import { reductions } from './reductions.ts';
import { resizeNearestNeighbor } from './resize-nearest-neighbor.ts';
import { reverse } from './reverse.ts';
import { select } from './select.ts';
import { sign } from './sign.ts';
import { slice } from './slice.ts';
import { stridedSlice } from './strided-slice.ts';
import { transform } from './transform.ts';
import { windows3D } from './windows-3d.ts';
import { arithmetic } from './xnnpack-rank.ts';

/** Corrections of all kernels of the backend that differ from TensorFlow. docs/kernels.md lists them. */
export const CORRECTIONS: readonly Correction[] = [
  ...argExtremes,
  ...arithmetic,
  ...cumulative,
  ...fusedConvolutions,
  ...inRange,
  ...nonMaxSuppression,
  ...reductions,
  ...windows3D,
  abs,
  batchMatMul,
  bincount,
  cast,
  clipByValue,
  conv3DBackpropInput,
  cropAndResize,
  denseBincount,
  dilation2D,
  floorDiv,
  fusedBatchNorm,
  fusedMatMul,
  gatherV2,
  linSpace,
  log1p,
  maximum,
  maxPool3D,
  maxPoolWithArgmax,
  mean,
  minimum,
  mod,
  neg,
  oneHot,
  padV2,
  prelu,
  range,
  resizeNearestNeighbor,
  reverse,
  select,
  sign,
  slice,
  stridedSlice,
  transform,
];

/** Registers the corrections in place of the backend's kernels; call it before the backend starts. */
export function correctKernels(): void {
  for (const { kernelName, kernelFunc } of CORRECTIONS) {
    const own = getKernel(kernelName, BACKEND);
    unregisterKernel(kernelName, BACKEND);
    registerKernel({ ...own, kernelFunc });
  }
}
