import { expect, it } from 'vitest';
import { ParametersError } from './parameters-error.ts';
import { readParameters } from './read-parameters.ts';
import { listOf, region, serviceAccount, text, trueOrFalse, wholeNumber } from './rules.ts';

const parameters = {
  strict: { name: 'STRICT', options: { default: false } },
  count: { name: 'COUNT', options: { default: 4 } },
  place: { name: 'PLACE', options: { default: 'us-central1' } },
  list: { name: 'LIST', options: { default: ['a'] } },
};
const rules = {
  strict: trueOrFalse,
  count: wholeNumber(1, 60, 'seconds'),
  place: region,
  list: listOf('a list of 1 to 2 words', { pattern: /^[a-z]+$/, least: 1, most: 2 }),
};
const read = (env: NodeJS.ProcessEnv) => readParameters(parameters, rules, { env, file: 'config/.env' });

it('reads set parameters, and takes the default of others', () => {
  expect(read({})).toEqual({ strict: false, count: 4, place: 'us-central1', list: ['a'] });
  expect(read({ STRICT: 'true', COUNT: '60', PLACE: 'europe-west12', LIST: '["b","c"]' })).toEqual({
    strict: true,
    count: 60,
    place: 'europe-west12',
    list: ['b', 'c'],
  });
});

it.each(['TRUE', 'True', 'FALSE', '1', '0', 'yes', 'no', 'on', '', ' true', 'true ', '"true"', 'null'])(
  'refuses %j for true or false',
  (value) => {
    expect(() => read({ STRICT: value })).toThrow(
      `STRICT is ${JSON.stringify(value)} and must be exactly true or false: change it in config/.env`,
    );
  },
);

it.each(['0', '61', '-1', '5x', '5.5', '1e1', '0x10', '07', '+7', '', ' 7', '9'.repeat(400)])(
  'refuses %j for a number from 1 to 60',
  (value) => {
    expect(() => read({ COUNT: value })).toThrow(/^COUNT is ".{0,61}" and must be 1 to 60 seconds: change/);
  },
);

it.each(['', 'US-CENTRAL1', 'us central1', 'us-central', 'mars', '../us-central1', 'us-central1\n'])(
  'refuses %j for a region',
  (value) => {
    expect(() => read({ PLACE: value })).toThrow(/ must be a region such as us-central1/);
  },
);

it.each(['', '[]', '["a","b","c"]', '["A"]', '[1]', '{}', 'a,b', 'null', '["secret'])(
  'refuses %j for a list, and does not repeat it',
  (value) => {
    expect(() => read({ LIST: value })).toThrow(/^LIST must be a list of 1 to 2 words: /);
  },
);

it.each([
  ['', true],
  ['predict@my-app.iam.gserviceaccount.com', true],
  ['123-compute@developer.gserviceaccount.com', true],
  ['my-app@appspot.gserviceaccount.com', true],
  ['predict@', false],
  ['predict', false],
  ['default', false],
  ['someone@gmail.com', false],
  ['predict@my-app.iam.gserviceaccount.com.evil.example', false],
  ['serviceAccount:predict@my-app.iam.gserviceaccount.com', false],
])('accepts %j as a service account: %j', (value, is) => {
  expect(serviceAccount.read(value) !== undefined).toBe(is);
});

it('names every wrong parameter', () => {
  const failure = (() => {
    try {
      return read({ STRICT: 'yes', COUNT: '0' });
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(ParametersError);
  expect(failure).toMatchObject({
    problems: [
      'STRICT is "yes" and must be exactly true or false',
      'COUNT is "0" and must be 1 to 60 seconds',
    ],
  });
});

it('refuses a default that breaks its own rule', () => {
  const wrong = { place: { name: 'PLACE', options: {} } };
  expect(() => readParameters(wrong, { place: text('x', /^x$/) }, { env: {}, file: 'f' })).toThrow(
    /PLACE is/,
  );
});
