import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestOf } from '../../store/digest.ts';
import { encodeField, fieldsOf, joinBytes, messagesOf } from './protobuf.ts';
import { chooseGraph, isForServing, servedGraph, withServing } from './served-graph.ts';

const file = await readFile(
  join(import.meta.dirname, '../../../fixtures/signatures/saved_model/saved_model.pb'),
);
const savedModel = Uint8Array.from(file);
const [graph = new Uint8Array()] = messagesOf(savedModel, 2);

/** The graph of a real model, with other tags. */
function tagged(...tags: readonly string[]) {
  const rest = [...fieldsOf(graph)].filter(({ number }) => number !== 1).map(({ raw }) => raw);
  const info = joinBytes(tags.map((tag) => encodeField(4, tag)));
  return encodeField(2, joinBytes([...(tags.length > 0 ? [encodeField(1, info)] : []), ...rest]));
}

it.each([
  [[['train'], ['serve']], 1],
  [[['serve', 'tpu'], ['serve']], 1],
  [[['serve', 'gpu']], 0],
  [[['train']], 0],
  [[[]], 0],
  [[['train'], []], 1],
  [[['train'], ['serve', 'tpu']], undefined],
  [[], undefined],
])('chooses from the graphs tagged %j: %s', (tags, chosen) => {
  expect(chooseGraph(tags.entries(), ([, of]) => of)?.[0]).toBe(chosen);
});

it.each([[[]], [['train']], [['serve', 'gpu']]])('tags the only graph, tagged %j, for serving', (tags) => {
  const changed = withServing(tagged(...tags));
  const served = servedGraph(changed ?? savedModel);
  expect(isForServing(served)).toBe(true);
  expect(messagesOf(served, 2).map(digestOf)).toEqual(messagesOf(graph, 2).map(digestOf));
  expect(withServing(changed ?? new Uint8Array())).toBeUndefined();
});

it('does not change the other graphs', () => {
  const changed = withServing(joinBytes([tagged('train'), tagged()])) ?? new Uint8Array();
  expect(messagesOf(changed, 2).map(isForServing)).toEqual([false, true]);
});

it('does not change a model that has a graph for serving', () => {
  expect(withServing(savedModel)).toBeUndefined();
});
