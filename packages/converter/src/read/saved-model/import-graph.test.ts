import { encodeEntry, encodeField, joinBytes } from '@pilotlight/model-runtime/saved-model';
import { expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import { createImporter, indexGraph } from './import-graph.ts';

const FLOAT = 1;
const ATTRIBUTES = 5;

/** Encodes a node of a graph. */
function node(
  name: string,
  op: string,
  inputs: readonly string[],
  attributes: Record<string, Uint8Array> = {},
) {
  return joinBytes([
    encodeField(1, name),
    encodeField(2, op),
    ...inputs.map((input) => encodeField(3, input)),
    ...Object.entries(attributes).map(([key, value]) => encodeEntry(ATTRIBUTES, key, value)),
  ]);
}

const type = encodeField(6, FLOAT);
const shape = encodeField(2, encodeField(2, encodeField(1, 2)));
const content = encodeField(4, new Uint8Array(new Float32Array([3, 4]).buffer));
const two = node('two', 'Const', [], {
  dtype: type,
  value: encodeField(8, joinBytes([encodeField(1, FLOAT), shape, content])),
});

/** A function without inputs that returns its constant. */
const constant = joinBytes([
  encodeField(1, joinBytes([encodeField(1, 'constant'), encodeField(3, encodeField(1, 'out'))])),
  encodeField(3, two),
  encodeEntry(4, 'out', new TextEncoder().encode('two:output:0')),
]);
const call = (name: string) =>
  node(name, 'PartitionedCall', [], { f: encodeField(10, encodeField(1, 'constant')) });

it('reads a constant of a function once, even if the function is called twice', () => {
  const graph = new Graph();
  const importer = createImporter(
    indexGraph({
      node: [call('one'), call('other'), node('sum', 'AddV2', ['one', 'other'], { T: type })],
      library: { function: [constant] },
    }),
    graph,
  );
  const [one, other] = importer.tensor('sum').node.inputs;
  expect(one?.node.name).toBe('one/two');
  expect(other?.node.name).toBe('other/two');
  expect(one?.node.constant).toEqual({ dtype: 'float32', shape: [2], data: new Float32Array([3, 4]) });
  expect(other?.node.constant).toBe(one?.node.constant);
});

it('decodes no node that the tensor does not depend on', () => {
  const isCut = encodeField(2, 'A long name of an op').subarray(0, 4);
  const other = joinBytes([encodeField(1, 'other'), encodeEntry(ATTRIBUTES, 'T', isCut)]);
  const importer = createImporter(indexGraph({ node: [two, other], library: null }), new Graph());
  expect(importer.tensor('two:0').shape).toEqual([2]);
  expect(() => importer.tensor('other:0')).toThrow(RangeError);
});
