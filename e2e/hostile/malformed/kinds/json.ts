import { type Chance, damage } from '../chance.ts';
import { httpMessage, waiting, type WireRequest } from '../wire-request.ts';
import type { Kind, Target } from './kind.ts';
import { anyValue, namedValues, ODD_NAMES, replaceSomewhere, typedValue } from './values.ts';

// Bodies that are not JSON, or JSON that is not a call.

const post = (body: Buffer | string): WireRequest => waiting(httpMessage({ body }));
const call = ({ model, row }: Target) => ({ data: { model, instances: [row] } });

const broken: Kind = {
  name: 'broken JSON',
  draw: (chance, target) => post(damage(Buffer.from(JSON.stringify(call(target))), chance)),
};

const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '{',
  '}',
  '[',
  '"',
  'null',
  'true',
  '0',
  '-',
  'NaN',
  'Infinity',
  '{"data":NaN}',
  "{'data':1}",
  '{data:1}',
  '{"data":1,}',
  '{"data":[1,]}',
  '{"data":01}',
  '{"data":1e}',
  '{"data":.5}',
  '{"data":1}//',
  '/**/{"data":1}',
  '{"data":1}{"data":1}',
  '\ufeff{"data":{"op":"describe"}}',
  '{"data":"\\ud800"}',
  '{"data":"\\u0000"}',
  '{"data":"\\x"}',
  '{"data":"\u0001"}',
  '{"data":1,"data":{"op":"warm"}}',
  '{"data":{"op":"describe","op":"warm"}}',
  `{"data":${'9'.repeat(50_000)}}`,
  `{"data":1e${'9'.repeat(5000)}}`,
  `{"data":0.${'0'.repeat(50_000)}1}`,
  `{"data":"${'\\u0041'.repeat(20_000)}"}`,
  `{"${'x'.repeat(100_000)}":1}`,
  `{"data":${'{"a":'.repeat(70)}1${'}'.repeat(70)}}`,
  'undefined',
  '\u0000',
];

const oddTexts: Kind = {
  name: 'text that is nearly JSON',
  draw: (chance) =>
    post(
      chance.oneIn(8)
        ? Buffer.concat([Buffer.from('{"data":"'), chance.bytes(chance.below(50)), Buffer.from('"}')])
        : chance.pick(ODD_TEXTS),
    ),
};

const deep: Kind = {
  name: 'nested levels',
  draw(chance) {
    const levels = chance.pick([60, 63, 64, 65, 100, 1000, 10_000, 100_000]);
    const [open, close] = chance.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"instances":', '}]'],
      ['{"__proto__":', '}'],
    ] as const);
    const ends = chance.oneIn(3) ? '' : close.repeat(levels);
    return post(`{"data":${open.repeat(levels)}1${ends}}`);
  },
};

const prototypes: Kind = {
  name: 'names that objects inherit',
  draw(chance, target) {
    const name = chance.pick([
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'valueOf',
    ]);
    const bait = namedValues([
      [name, chance.pick<unknown>([{ op: 'describe' }, null, 1, [], { polluted: true }])],
    ]);
    const within = replaceSomewhere(call(target), bait, chance);
    // Added to the call, or in place of its data.
    return post(JSON.stringify(chance.oneIn(2) ? within : { ...call(target), ...bait }));
  },
};

const typed: Kind = {
  name: 'numbers of 64 bits',
  draw: (chance, target) => post(JSON.stringify(replaceSomewhere(call(target), typedValue(chance), chance))),
};

function noCall(chance: Chance): unknown {
  const value = anyValue(chance);
  return chance.pick<unknown>([
    value,
    { data: value },
    { data: value, event: 'warm-up target', severity: 'EMERGENCY' },
    { Data: value },
    { data: {}, ...namedValues([[chance.pick(ODD_NAMES), value]]) },
    [{ data: value }],
  ]);
}

const otherData: Kind = {
  name: 'JSON that is not a call',
  draw: (chance) => post(JSON.stringify(noCall(chance)) ?? 'null'),
};

export const JSON_KINDS: readonly Kind[] = [broken, oddTexts, deep, prototypes, typed, otherData];
