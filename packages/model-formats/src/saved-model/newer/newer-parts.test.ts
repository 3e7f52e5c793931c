import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeEntry,
  encodeField,
  FIELDS,
  fieldsOf,
  joinBytes,
  messagesOf,
  stringOf,
} from '@pilotlight/model-runtime/saved-model';
import { expect, it } from 'vitest';
import { inspectModel } from '../../inspect-model.ts';
import { nodesOf } from '../walk-saved-model.ts';
import { servedGraph } from '../served-graph.ts';
import { forPlatform } from './for-platform.ts';

// Written by TensorFlow 2.21: its variables have a debug_name, and the function that saves it again a DisableCopyOnRead.
const LOOP = join(import.meta.dirname, '../../../../cli/fixtures/samples/open-loop');
const { graphDef } = FIELDS.MetaGraphDef;
const { node: NODE } = FIELDS.GraphDef;

type Message = Uint8Array<ArrayBuffer>;

const nodesIn = (savedModel: Uint8Array) => [...nodesOf(servedGraph(savedModel, 'saved_model.pb').graph)];

/** A SavedModel with one of its graph's nodes changed. */
function withNode(savedModel: Message, op: string, change: (node: Message) => Message): Message {
  const within = (message: Message, path: readonly number[]): Message => {
    const [number, ...inner] = path;
    if (number === undefined) return stringOf(message, FIELDS.NodeDef.op) === op ? change(message) : message;
    const parts = [...fieldsOf(message)].map((field) =>
      field.number === number && typeof field.value !== 'number'
        ? encodeField(number, within(field.value, inner))
        : field.raw,
    );
    return joinBytes(parts);
  };
  return within(savedModel, [FIELDS.SavedModel.metaGraphs, graphDef, NODE]);
}

/** The model in a folder of its own, with another graph. */
async function describeWith(savedModel: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-newer-'));
  try {
    await writeFile(join(folder, 'saved_model.pb'), savedModel);
    return await inspectModel(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('leaves out what an older TensorFlow refuses and serving does not need', async () => {
  const original = await readFile(join(LOOP, 'saved_model.pb'));
  const changed = forPlatform(original, 'saved_model.pb');
  if (!changed) throw new TypeError('a change is expected');
  const [before, after] = [nodesIn(original), nodesIn(changed)];
  expect(before.some(({ op }) => op === 'DisableCopyOnRead')).toBe(true);
  expect(before.some(({ attr }) => Object.hasOwn(attr, 'debug_name'))).toBe(true);
  expect(after.some(({ op }) => op === 'DisableCopyOnRead')).toBe(false);
  expect(after.some(({ attr }) => Object.hasOwn(attr, 'debug_name'))).toBe(false);
  // Nothing is taken from a node that is gone, and nothing else is.
  const names = new Set(
    messagesOf(graphOf(changed), NODE).map((node) => stringOf(node, FIELDS.NodeDef.name)),
  );
  for (const node of messagesOf(graphOf(changed), NODE))
    for (const input of messagesOf(node, FIELDS.NodeDef.input))
      expect(names).toContain(new TextDecoder().decode(input).replace(/^\^|:\d+$/g, ''));
  expect(names).toContain('StatefulPartitionedCall');
  expect(forPlatform(changed, 'saved_model.pb')).toBeUndefined();
});

it('finds nothing newer in it that serving needs', async () => {
  const { chosen, newerThanPlatform } = await inspectModel(LOOP);
  expect([chosen?.engine, newerThanPlatform]).toEqual(['tfjs-node', undefined]);
});

it('says which op a deployment has not got', async () => {
  const original = await readFile(join(LOOP, 'saved_model.pb'));
  const newer = withNode(original, 'Placeholder', (node) =>
    joinBytes(
      [...fieldsOf(node)].map(({ number, raw }) =>
        number === FIELDS.NodeDef.op ? encodeField(number, 'ApproxTopK') : raw,
      ),
    ),
  );
  const { chosen, engines, fix } = await describeWith(newer);
  expect(chosen).toBeUndefined();
  expect(engines.at(-1)?.why).toBe('a deployment gets TensorFlow 2.9.1, which lacks the op ApproxTopK');
  expect(fix).toBe('export it without the op ApproxTopK');
});

it.each([
  [{ number: FIELDS.AttrValue.type, value: 3 }, undefined],
  [{ number: FIELDS.AttrValue.type, value: 9 }, ['the attribute index_type of TopKV2']],
])('says so of an attribute that is not at its default: %o', async ({ number, value }, lacking) => {
  const original = await readFile(join(LOOP, 'saved_model.pb'));
  const newer = withNode(original, 'Placeholder', (node) =>
    joinBytes([
      ...[...fieldsOf(node)].map((field) =>
        field.number === FIELDS.NodeDef.op ? encodeField(field.number, 'TopKV2') : field.raw,
      ),
      encodeEntry(FIELDS.NodeDef.attr, 'index_type', encodeField(number, value)),
    ]),
  );
  const { newerThanPlatform } = await describeWith(newer);
  expect(newerThanPlatform).toEqual(lacking);
});

function graphOf(savedModel: Message): Message {
  const [metaGraph = new Uint8Array()] = messagesOf(savedModel, FIELDS.SavedModel.metaGraphs);
  const [graph = new Uint8Array()] = messagesOf(metaGraph, graphDef);
  return graph;
}
