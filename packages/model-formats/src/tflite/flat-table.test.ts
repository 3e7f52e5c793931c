import { Builder } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { FlatBuffer } from './flat-buffer.ts';
import { FlatTable } from './flat-table.ts';

function build(fill: (builder: Builder) => number): Uint8Array {
  const builder = new Builder();
  builder.finish(fill(builder));
  return builder.asUint8Array();
}

function root(bytes: Uint8Array): FlatTable {
  const buffer = new FlatBuffer(bytes);
  return new FlatTable(buffer, buffer.root());
}

describe('FlatTable', () => {
  it('reads fields, and defaults for those that are left out', () => {
    const table = root(
      build((builder) => {
        const name = builder.createString('scores');
        builder.startVector(4, 2, 4);
        builder.addInt32(-1);
        builder.addInt32(7);
        const shape = builder.endVector();
        builder.startObject(4);
        builder.addFieldOffset(0, shape, 0);
        builder.addFieldInt8(1, -3, 0);
        builder.addFieldOffset(3, name, 0);
        return builder.endObject();
      }),
    );
    expect(table.int32s(0)).toEqual([7, -1]);
    expect(table.int8(1)).toBe(-3);
    expect(table.string(3)).toBe('scores');
    expect([table.uint32(2), table.string(9), table.table(5), table.tables(6)]).toEqual([
      0,
      '',
      undefined,
      [],
    ]);
  });

  it('refuses a table with the same table in it, over and over', () => {
    const bytes = build((builder) => {
      builder.startVector(4, 100, 4);
      for (let at = 0; at < 100; at++) builder.addInt32(at);
      const numbers = builder.endVector();
      builder.startObject(1);
      builder.addFieldOffset(0, numbers, 0);
      return builder.endObject();
    });
    const table = root(bytes);
    expect(() => {
      for (let times = 0; times < 1000; times++) table.int32s(0);
    }).toThrow('contain each other');
  });

  it('refuses a vector that is longer than the file', () => {
    const bytes = build((builder) => {
      const name = builder.createString('x');
      builder.startObject(1);
      builder.addFieldOffset(0, name, 0);
      return builder.endObject();
    });
    const table = root(bytes.map((byte, at) => (at === bytes.length - 6 ? 255 : byte)));
    expect(() => table.string(0)).toThrow(RangeError);
  });
});
