import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignatures } from '@pilotlight/model-runtime/saved-model';
import { expect, it } from 'vitest';
import type { FoundTensor } from '../found-signature.ts';
import { FIXTURES } from '../testing/fixtures.ts';
import { dataTypeName } from './data-types.ts';
import { savedModelSignatures } from './saved-model-signatures.ts';
import { metaGraphsOf } from './walk-saved-model.ts';

const MODELS = globSync('*/saved_model', { cwd: FIXTURES }).toSorted();

/** Signatures with the types of their tensors, which both readers look at. */
type Types = Record<string, Record<'inputs' | 'outputs', Record<string, string>>>;

/** As the runtime reads them, by hand. */
function byHand(content: Uint8Array<ArrayBuffer>): Types {
  return Object.fromEntries(
    Object.entries(readSignatures(content)).map(([name, { inputs, outputs }]) => [
      name,
      { inputs: typesByHand(inputs), outputs: typesByHand(outputs) },
    ]),
  );
}

function typesByHand(tensors: Readonly<Record<string, { dataType: number }>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dataType }]) => [name, dataTypeName(dataType)]),
  );
}

/** As this package reads them, by protobufjs. */
function byDescriptor(content: Uint8Array): Types {
  const [metaGraph, another] = metaGraphsOf(content);
  if (!metaGraph || another) throw new TypeError('the fixtures have one graph each');
  return Object.fromEntries(
    [...savedModelSignatures(metaGraph)].map(([name, { inputs, outputs }]) => [
      name,
      { inputs: typesFound(inputs), outputs: typesFound(outputs) },
    ]),
  );
}

function typesFound(tensors: ReadonlyMap<string, FoundTensor>): Record<string, string> {
  return Object.fromEntries([...tensors].map(([name, { dtype }]) => [name, dtype]));
}

it.each(MODELS)('finds in %s what the runtime finds', async (model) => {
  const content = await readFile(join(FIXTURES, model, 'saved_model.pb'));
  const found = byDescriptor(content);
  expect(Object.keys(found)).not.toEqual([]);
  expect(found).toEqual(byHand(content));
});

it('has fixtures to find something in', () => {
  expect(MODELS.length).toBeGreaterThan(10);
});

it('reads a reference to a variable of TensorFlow 1 as its value, like the runtime', () => {
  expect(dataTypeName(101)).toBe('float32');
  expect(dataTypeName(103)).toBe('int32');
});
