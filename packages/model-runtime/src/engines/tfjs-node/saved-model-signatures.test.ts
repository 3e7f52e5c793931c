import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DATA_TYPES } from './data-type.ts';
import { encodeField, joinBytes } from './protobuf.ts';
import { readSignatures } from './saved-model-signatures.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures');

it("reads the signatures of Python's TensorFlow, but not its internal ones", async () => {
  const signatures = readSignatures(await readFile(join(fixtures, 'signatures/saved_model/saved_model.pb')));
  expect(Object.keys(signatures).toSorted()).toEqual(['double', 'serving_default']);
  expect(signatures['serving_default']).toEqual({
    inputs: { x: { node: 'serving_default_x:0', dataType: DATA_TYPES.float32 } },
    outputs: {
      best: { node: expect.stringMatching(/:\d$/), dataType: DATA_TYPES.int64 },
      scores: { node: expect.stringMatching(/:\d$/), dataType: DATA_TYPES.float32 },
    },
  });
});

it('chooses none of several graphs for other purposes', () => {
  const graphs = ['train', 'eval'].map((tag) => encodeField(2, encodeField(1, encodeField(4, tag))));
  expect(() => readSignatures(joinBytes(graphs))).toThrow("the tag 'serve'");
});
