import { ELEMENTWISE } from './elementwise.ts';
import { MOVES } from './moves.ts';
import { SELECTIONS } from './selections.ts';
import { SHAPES } from './shapes.ts';
import type { TailOp } from './tail-op.ts';

/** All ops of a tail that take and give tensors. */
export const TAIL_OPS: ReadonlyMap<string, TailOp> = new Map(
  Object.entries({ ...ELEMENTWISE, ...MOVES, ...SELECTIONS, ...SHAPES }),
);
