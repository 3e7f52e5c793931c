import type { Chance } from '../chance.ts';

const LONG = 'type.googleapis.com/google.protobuf.Int64Value';

/** Names with a meaning in JavaScript, file systems or HTML, and meaningless ones. */
export const ODD_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
  ' ',
  '.',
  '..',
  '../',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  'file:///etc/passwd',
  'models/digits',
  'digits/../digits',
  'digits%2f2',
  'digits\u0000',
  'DIGITS',
  'digits ',
  'dígits',
  'd\u0456gits',
  '\u202edigits',
  '\ud800',
  '\udfff\ud800',
  '\u0000',
  '\ufeff',
  '😀'.repeat(100),
  'a\r\nset-cookie: a=b',
  '<script>alert(1)</script>',
  '${process.env}',
  '{{7*7}}',
  "' OR 1=1 --",
  '$where',
  'x'.repeat(10_000),
  '@type',
  'b64',
  'data',
];

/** Numbers at the limits of number types, as JSON writes them. */
export const ODD_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  -0.5,
  1e-320,
  1e308,
  -1e308,
  3.5e38,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  1e21,
  1.1,
  255,
  256,
  65_536,
];

/** Returns a valid or invalid value in the client SDKs' encoding of 64-bit numbers. */
export function typedValue(chance: Chance): unknown {
  const value = chance.pick<unknown>([
    '1',
    '-1',
    '',
    'abc',
    '1e3',
    '0x10',
    '9'.repeat(400),
    ' 1',
    '1\n',
    '١',
    null,
    1.5,
    [],
    {},
    { '@type': LONG, value: '1' },
    true,
  ]);
  const type = chance.pick<unknown>([
    LONG,
    LONG,
    'type.googleapis.com/google.protobuf.UInt64Value',
    'type.googleapis.com/google.protobuf.Any',
    `${LONG} `,
    LONG.toUpperCase(),
    '__proto__',
    '',
    null,
    7,
    [LONG],
    { '@type': LONG },
  ]);
  return chance.oneIn(5)
    ? { '@type': type }
    : { '@type': type, value, ...(chance.oneIn(4) ? { severity: 'ERROR' } : {}) };
}

/** Returns an arbitrary value, at most three levels deep. */
export function anyValue(chance: Chance, levels = 3): unknown {
  const leaves: readonly (() => unknown)[] = [
    () => null,
    () => chance.oneIn(2),
    () => chance.pick(ODD_NUMBERS),
    () => chance.pick(ODD_NAMES),
    () => typedValue(chance),
    () => [],
    () => ({}),
  ];
  if (levels === 0 || chance.oneIn(2)) return chance.pick(leaves)();
  const values = Array.from({ length: chance.below(5) }, () => anyValue(chance, levels - 1));
  if (chance.oneIn(2)) return values;
  return namedValues(values.map((value) => [chance.pick(ODD_NAMES), value]));
}

/** Returns an object with these own properties, for any names. */
export function namedValues(entries: readonly (readonly [name: string, value: unknown])[]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** Returns the same value with one part of it replaced. */
export function replaceSomewhere(value: unknown, by: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.oneIn(4)) return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const [chosen] = chance.pick(entries);
  const changed = entries.map(
    ([name, child]) => [name, name === chosen ? replaceSomewhere(child, by, chance) : child] as const,
  );
  return Array.isArray(value) ? changed.map(([, child]) => child) : namedValues(changed);
}
