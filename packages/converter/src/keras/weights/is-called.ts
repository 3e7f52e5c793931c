import type { Variable } from './variable.ts';

/** True if a path such as `sequential/dense/kernel:0` names a variable, here kernel. */
export function isCalled(path: string, { name }: Variable): boolean {
  const last = path.split('/').at(-1)?.replace(/:\d+$/, '') ?? '';
  return last === name || last === `depthwise_${name}` || name === `depthwise_${last}`;
}
