import { backendKernel, correct, required } from './backend-kernel.ts';

const and = backendKernel('LogicalAnd');
const not = backendKernel('LogicalNot');
const or = backendKernel('LogicalOr');

/**
 * `SelectV2.cc` copies floats: with bool, which has a byte per element, it reads and writes beyond the tensors. And
 * `Select.ts` returns the shape of one side even if another is empty, to which TensorFlow.js does not broadcast.
 */
export const select = correct('Select', (call, own) => {
  const { inputs, backend } = call;
  const condition = required(call, 'condition');
  const t = required(call, 't');
  const e = required(call, 'e');
  const empty = [condition, t, e].find(({ shape }) => shape.includes(0));
  if (empty) return backend.makeOutput([...empty.shape], t.dtype);
  if (t.dtype !== 'bool') return own(inputs, backend);
  const otherwise = not({ x: condition }, backend);
  const taken = and({ a: condition, b: t }, backend);
  const left = and({ a: otherwise, b: e }, backend);
  const out = or({ a: taken, b: left }, backend);
  for (const { dataId } of [otherwise, taken, left]) backend.disposeData(dataId);
  return out;
});
