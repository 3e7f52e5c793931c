import fc from 'fast-check';
import { InvalidRequestError, PilotlightError } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { assertMayAsk, modelAccess, withoutNames } from './model-access.ts';

const userWith = (models: unknown) => ({ uid: 'u', token: { models } });
const may = (models: unknown, model: string) => modelAccess(userWith(models), 'models')?.(model);

it('lets everybody call every model if no claim is set', () => {
  expect(modelAccess(undefined, '')).toBeUndefined();
  expect(() => assertMayAsk({ op: 'predict', model: 'any' }, undefined)).not.toThrow();
});

it.each([
  ['a name', 'shop-1', 'shop-1', true],
  ['a name that another name starts with', 'shop-1', 'shop-10', false],
  ['one of a list', ['shop-1', 'common'], 'common', true],
  ['a prefix', ['shop-*'], 'shop-7', true],
  ['a prefix of others', ['shop-*'], 'store-7', false],
  ['all', '*', 'anything', true],
  ['an empty list', [], 'shop-1', false],
])('reads %s', (_, claim, model, expected) => {
  expect(may(claim, model)).toBe(expected);
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['true', true],
  ['a number', 1],
  ['an object', { 'shop-1': true }],
  ['a list with a value that is not a name', ['shop-1', true]],
  ['a star in the middle', ['s*1', 'shop-1']],
  ['two stars', '**'],
  ['an empty text', ''],
  ['a list that is too long', Array.from({ length: 501 }, () => 'shop-1')],
  ['an inherited field', Object.create({ models: ['*'] })],
])('allows nothing if the claim is %s', (_, claim) => {
  expect(may(claim, 'shop-1')).toBe(false);
});

it('allows nothing without a signed-in user', () => {
  for (const auth of [undefined, null, 'user', {}, { token: null }, { models: '*' }])
    expect(modelAccess(auth, 'models')?.('shop-1')).toBe(false);
});

it('allows no model that the claim does not name, for claims of any form', () => {
  fc.assert(
    fc.property(fc.anything(), (claim) => {
      fc.pre(!JSON.stringify([claim]).includes('*'));
      expect(may(claim, 'shop-1')).toBe(
        claim === 'shop-1' || (Array.isArray(claim) && claim.includes('shop-1')),
      );
    }),
  );
});

it('refuses a model that is not allowed, and a call without a model, except a description of all', () => {
  const access = modelAccess(userWith(['shop-1']), 'models');
  for (const op of ['predict', 'warm', 'describe'] as const) {
    expect(() => assertMayAsk({ op, model: 'shop-1' }, access)).not.toThrow();
    expect(() => assertMayAsk({ op, model: 'shop-2' }, access)).toThrow(
      expect.objectContaining({ reason: 'MODEL_FORBIDDEN' }),
    );
  }
  expect(() => assertMayAsk({ op: 'predict', model: undefined }, access)).toThrow('model');
  expect(() => assertMayAsk({ op: 'warm', model: undefined }, access)).toThrow('model');
  expect(() => assertMayAsk({ op: 'describe', model: undefined }, access)).not.toThrow();
});

it('names no model in an error for a caller who may not call all', () => {
  const access = modelAccess(userWith(['shop-*']), 'models');
  const notFound = new PilotlightError('MODEL_NOT_FOUND', 'not served here; available: secret-1');
  const noName = new InvalidRequestError({
    field: 'model',
    expected: 'one of secret-1',
    received: 'nothing',
  });
  for (const error of [notFound, noName]) {
    expect(withoutNames(error, access)).toMatchObject({ reason: error.reason });
    expect(String(withoutNames(error, access))).not.toContain('secret');
    expect(withoutNames(error, undefined)).toBe(error);
  }
});
