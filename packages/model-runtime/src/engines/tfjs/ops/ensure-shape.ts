import * as v from 'valibot';
import { type GraphOp, inputAt } from './graph-op.ts';

const shapeAttribute = v.optional(v.array(v.number()));

/** The converter looks for the shape among the inputs, but it is an attribute, and fails. */
export const ensureShapeOp: GraphOp = {
  name: 'EnsureShape',
  run(node) {
    const x = inputAt(node, 0);
    const wanted = v.parse(shapeAttribute, node.attrs['shape']);
    const isThat = wanted?.length === x.rank && wanted.every((size, at) => size < 0 || size === x.shape[at]);
    if (wanted && !isThat) throw new RangeError(`EnsureShape: [${x.shape.join()}] is not [${wanted.join()}]`);
    return x.clone();
  },
};
