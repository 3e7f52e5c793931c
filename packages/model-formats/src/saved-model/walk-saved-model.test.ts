import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import protobuf from 'protobufjs/light.js';
import { expect, it } from 'vitest';

const MEBIBYTE = 2 ** 20;
const SIZE = 10 * MEBIBYTE;

const encodeField = (number: number, content: Uint8Array | string): Uint8Array =>
  protobuf.Writer.create()
    .uint32((number << 3) | 2)
    .bytes(Buffer.from(content))
    .finish();
const encodeEntry = (number: number, key: string, value: Uint8Array) =>
  encodeField(number, Buffer.concat([encodeField(1, key), encodeField(2, value)]));

const SERVE = encodeField(1, encodeField(4, 'serve'));

/** As many of the same bytes as ten megabytes hold. */
function many(part: Uint8Array): Uint8Array {
  return Buffer.alloc(Math.floor(SIZE / part.length) * part.length, part);
}

/** As many fields as ten megabytes hold, each with a name of its own. */
function named(make: (name: string) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0, bytes = 0; bytes < SIZE; at++) {
    const part = make(at.toString(36));
    parts.push(part);
    bytes += part.length;
  }
  return Buffer.concat(parts);
}

const EMPTY = new Uint8Array();
const metaGraph = (...fields: Uint8Array[]) => encodeField(2, Buffer.concat([SERVE, ...fields]));
const emptyDim = encodeField(2, EMPTY);
const tensorInfo = (dims: Uint8Array) => encodeField(3, dims);
const signature = (tensor: Uint8Array) => encodeEntry(5, 'serving_default', encodeEntry(1, 'x', tensor));

/** Inspects a SavedModel in a process of its own, and gives what that held beyond what it begins with, in bytes. */
async function inspect(savedModel: Uint8Array): Promise<{ outcome: string; bytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-saved-model-'));
  try {
    await writeFile(join(folder, 'saved_model.pb'), savedModel);
    const script = `
      import { inspectModel } from ${JSON.stringify(join(import.meta.dirname, '../inspect-model.ts'))};
      const before = process.resourceUsage().maxRSS;
      const outcome = await inspectModel(process.argv[1]).then(({ ops }) => JSON.stringify(ops), ({ name, message }) => name + ': ' + message);
      console.log(JSON.stringify({ outcome: outcome.slice(0, 500), bytes: (process.resourceUsage().maxRSS - before) * 1024 }));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      script,
      folder,
    ]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it.each([
  ['empty nodes', metaGraph(encodeField(2, many(encodeField(1, EMPTY)))), 'has more than 500000 nodes'],
  [
    'empty nodes in functions',
    metaGraph(encodeField(2, encodeField(2, many(encodeField(1, encodeField(3, EMPTY)))))),
    'has more than 500000 nodes',
  ],
  ['empty graphs', many(encodeField(2, EMPTY)), '[]'],
  [
    'graphs with tags',
    many(encodeField(2, encodeField(1, encodeField(4, 'x')))),
    "has no graph tagged 'serve'",
  ],
  ['empty tags', encodeField(2, encodeField(1, many(encodeField(4, EMPTY)))), 'has more than 100000 fields'],
  ['signatures', metaGraph(named((name) => encodeEntry(5, name, EMPTY))), 'has more than 100000 fields'],
  ['dimensions', metaGraph(signature(tensorInfo(many(emptyDim)))), 'has more than 100000 fields'],
  [
    'attributes of a node',
    metaGraph(
      encodeField(
        2,
        encodeField(
          1,
          named((name) => encodeEntry(5, name, EMPTY)),
        ),
      ),
    ),
    'has more than 100000 fields',
  ],
  [
    'kinds of ops',
    metaGraph(
      encodeField(
        2,
        named((name) => encodeField(1, encodeField(2, name))),
      ),
    ),
    'has more than 10000 kinds of ops',
  ],
])(
  'reads or refuses ten megabytes of %s in a few times as much memory',
  async (_, savedModel, expected) => {
    expect(savedModel.length).toBeGreaterThan(SIZE * 0.9);
    const { outcome, bytes } = await inspect(savedModel);
    expect(outcome).toContain(expected);
    expect(bytes).toBeLessThan(8 * SIZE);
  },
  60_000,
);
