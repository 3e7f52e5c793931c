import { registerOp } from '@tensorflow/tfjs-converter';
import { tidy } from '@tensorflow/tfjs-core';
import { bitwiseAndOp } from './bitwise-and.ts';
import { broadcastToOp } from './broadcast-to.ts';
import { divOp } from './div.ts';
import { ensureShapeOp } from './ensure-shape.ts';
import { fakeQuantOp } from './fake-quant.ts';
import type { GraphOp } from './graph-op.ts';
import { matrixBandPartOp } from './matrix-band-part.ts';
import { modOp } from './mod.ts';
import { nonMaxSuppressionOps } from './non-max-suppression.ts';
import { oneHotOp } from './one-hot.ts';
import { selectOp } from './select.ts';
import { shapeNOp } from './shape-n.ts';

/** Corrections of all ops that the converter runs differently from TensorFlow. docs/kernels.md lists them. */
export const CORRECTED_OPS: readonly GraphOp[] = [
  ...nonMaxSuppressionOps,
  bitwiseAndOp,
  broadcastToOp,
  divOp,
  ensureShapeOp,
  fakeQuantOp,
  matrixBandPartOp,
  modOp,
  oneHotOp,
  selectOp,
  shapeNOp,
];

for (const { name, run } of CORRECTED_OPS) registerOp(name, (node) => tidy(() => run(node)));
