import {
  add,
  cast,
  floorDiv,
  less,
  logicalAnd,
  mul,
  notEqual,
  scalar,
  sub,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Returns the quotient of integers, rounded towards 0. */
export function truncatedQuotient(a: Tensor, b: Tensor): Tensor {
  const zero = scalar(0, 'int32');
  const quotient: Tensor = floorDiv(a, b);
  const isRounded = notEqual(sub(a, mul(quotient, b)), zero);
  const isNegative = notEqual(less(a, zero), less(b, zero));
  return add(quotient, cast(logicalAnd(isRounded, isNegative), 'int32'));
}
