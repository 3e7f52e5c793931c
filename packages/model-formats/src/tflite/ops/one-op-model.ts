import { Builder } from 'flatbuffers';
import { CUSTOM } from '../builtin-operators.ts';

/** An op as a TensorFlow Lite file names it. */
export type OpCode = { custom: string } | { builtin: number; version: number };

/** Makes a TensorFlow Lite file of one op with one input and one output: enough to see if an engine has the op. */
export function oneOpModel(op: OpCode): Uint8Array<ArrayBuffer> {
  const builder = new Builder(256);
  const numbers = (values: readonly number[]) => {
    builder.startVector(4, values.length, 4);
    for (const value of values.toReversed()) builder.addInt32(value);
    return builder.endVector();
  };
  const tables = (offsets: readonly number[]) => {
    builder.startVector(4, offsets.length, 4);
    for (const offset of offsets.toReversed()) builder.addOffset(offset);
    return builder.endVector();
  };

  const custom = 'custom' in op ? builder.createString(op.custom) : 0;
  const [code, version] = 'custom' in op ? [CUSTOM, 1] : [op.builtin, op.version];
  builder.startObject(4);
  builder.addFieldInt8(0, Math.min(code, 127), 0);
  builder.addFieldOffset(1, custom, 0);
  builder.addFieldInt32(2, version, 1);
  builder.addFieldInt32(3, code, 0);
  const operatorCodes = tables([builder.endObject()]);

  const shape = numbers([1]);
  const tensor = (name: string) => {
    const text = builder.createString(name);
    builder.startObject(4);
    builder.addFieldOffset(0, shape, 0);
    builder.addFieldOffset(3, text, 0);
    return builder.endObject();
  };
  const tensors = tables([tensor('in'), tensor('out')]);
  const [inputs, outputs] = [numbers([0]), numbers([1])];
  builder.startObject(3);
  builder.addFieldOffset(1, inputs, 0);
  builder.addFieldOffset(2, outputs, 0);
  const operators = tables([builder.endObject()]);
  builder.startObject(4);
  builder.addFieldOffset(0, tensors, 0);
  builder.addFieldOffset(1, inputs, 0);
  builder.addFieldOffset(2, outputs, 0);
  builder.addFieldOffset(3, operators, 0);
  const subgraphs = tables([builder.endObject()]);

  builder.startObject(0);
  const buffers = tables([builder.endObject()]);
  builder.startObject(5);
  builder.addFieldInt32(0, 3, 0);
  builder.addFieldOffset(1, operatorCodes, 0);
  builder.addFieldOffset(2, subgraphs, 0);
  builder.addFieldOffset(4, buffers, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return Uint8Array.from(builder.asUint8Array());
}
