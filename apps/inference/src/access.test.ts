import { expect, it, vi } from 'vitest';
import { checkAccess } from './access.ts';

const both = { requireAppCheck: true, requireSignIn: true };
const neither = { requireAppCheck: false, requireSignIn: false };
const yes = async () => true;
const no = async () => false;

it.each([
  ['anybody, where nothing is required', 'predict', {}, neither],
  ['a user of the app', 'predict', { app: 'a', auth: 'b' }, both],
  ['a warm-up of anybody, where nothing is required', 'warm', {}, neither],
  ['a warm-up of a user of the app', 'warm', { app: 'a', auth: 'b' }, both],
  [
    'a warm-up of the app, where no user is required',
    'warm',
    { app: 'a' },
    { ...both, requireSignIn: false },
  ],
] as const)('lets %s through without asking for more', async (_, op, proved, policy) => {
  const isWarmUp = vi.fn(no);
  await expect(checkAccess(op, { ...proved, isWarmUp }, policy)).resolves.toBeUndefined();
  expect(isWarmUp).not.toHaveBeenCalled();
});

it('lets the project’s own warm-up through, for a warm-up alone', async () => {
  await expect(checkAccess('warm', { isWarmUp: yes }, both)).resolves.toBeUndefined();
  for (const op of ['predict', 'describe'] as const) {
    await expect(checkAccess(op, { isWarmUp: yes }, both)).rejects.toMatchObject({
      reason: 'APP_CHECK_REQUIRED',
    });
  }
});

it.each([
  ['a call of nobody', 'predict', {}, 'APP_CHECK_REQUIRED'],
  ['a call of the app without a user', 'predict', { app: 'a' }, 'SIGN_IN_REQUIRED'],
  ['a description for nobody', 'describe', {}, 'APP_CHECK_REQUIRED'],
  ['a warm-up of nobody', 'warm', {}, 'APP_CHECK_REQUIRED'],
  ['a warm-up of the app without a user', 'warm', { app: 'a' }, 'SIGN_IN_REQUIRED'],
] as const)('refuses %s', async (_, op, proved, reason) => {
  await expect(checkAccess(op, { ...proved, isWarmUp: no }, both)).rejects.toMatchObject({ reason });
});
