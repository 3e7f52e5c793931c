const GRADIENT = 'only a gradient runs it';
const NOBODY = 'no op and no layer runs it';

/** Kernels of the backend that inference does not reach, and why. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
  AvgPool3DGrad: GRADIENT,
  AvgPoolGrad: GRADIENT,
  Conv3DBackpropFilterV2: GRADIENT,
  Diag: NOBODY,
  Dilation2DBackpropFilter: GRADIENT,
  Dilation2DBackpropInput: GRADIENT,
  EluGrad: GRADIENT,
  FlipLeftRight: NOBODY,
  LogicalXor: NOBODY,
  LRNGrad: GRADIENT,
  MaxPool3DGrad: GRADIENT,
  MaxPoolGrad: GRADIENT,
  ResizeBilinearGrad: GRADIENT,
  ResizeNearestNeighborGrad: GRADIENT,
  RotateWithOffset: NOBODY,
  Step: GRADIENT,
};
