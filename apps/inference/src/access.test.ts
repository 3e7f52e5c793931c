import { expect, it } from 'vitest';
import { checkAccess } from './access.ts';

const both = { requireAppCheck: true, requireSignIn: true };
const neither = { requireAppCheck: false, requireSignIn: false };
const warm = { op: 'warm', model: undefined, version: undefined } as const;
const predict = { ...warm, op: 'predict' } as const;

it.each([
  ['anybody, where nothing is required', predict, {}, neither, 'full'],
  ['a user of the app', predict, { app: 'a', auth: 'b' }, both, 'full'],
  ['a warm-up where nothing is required', warm, {}, neither, 'full'],
  ['a warm-up of a user of the app', warm, { app: 'a', auth: 'b' }, both, 'full'],
  ['a warm-up of the app without a user', warm, { app: 'a' }, { ...both, requireSignIn: false }, 'full'],
  ['a warm-up of nobody', warm, {}, both, 'warmth'],
  ['a warm-up of a user without the app', warm, { auth: 'b' }, both, 'warmth'],
])('lets %s through', (_, request, credentials, policy, access) => {
  expect(checkAccess(request, credentials, policy)).toBe(access);
});

it.each([
  ['a call of nobody', predict, {}, both, 'APP_CHECK_REQUIRED'],
  ['a call of the app without a user', predict, { app: 'a' }, both, 'SIGN_IN_REQUIRED'],
  ['a description for nobody', { ...warm, op: 'describe' } as const, {}, both, 'APP_CHECK_REQUIRED'],
  ['a warm-up of nobody that names a model', { ...warm, model: 'digits' }, {}, both, 'APP_CHECK_REQUIRED'],
  ['a warm-up of nobody that names a version', { ...warm, version: 1 }, {}, both, 'APP_CHECK_REQUIRED'],
])('refuses %s', (_, request, credentials, policy, reason) => {
  expect(() => checkAccess(request, credentials, policy)).toThrow(expect.objectContaining({ reason }));
});
