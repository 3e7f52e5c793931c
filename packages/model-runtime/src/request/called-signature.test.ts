import { expect, it } from 'vitest';
import { calledSignature } from './called-signature.ts';

const signature = { inputs: {}, outputs: {} };
const named = (...names: string[]) => ({
  signatures: Object.fromEntries(names.map((name) => [name, signature])),
});

it.each([
  ['the only one, if the request names none', named('classify'), 'serving_default', 'classify'],
  ['the default one', named('serving_default', 'classify'), 'serving_default', 'serving_default'],
  ['the one that is named', named('serving_default', 'classify'), 'classify', 'classify'],
  ['none of several with other names', named('a', 'b'), 'serving_default', 'serving_default'],
  ['none by another name', named('a'), 'b', 'b'],
])('takes %s', (_, manifest, asked, called) => {
  expect(calledSignature(manifest, asked)).toBe(called);
});
