import { describe, expect, it, vi } from 'vitest';
import { checkAccess } from './access.ts';

const both = { requireAppCheck: true, requireSignIn: true, consumeAppCheckToken: false };
const neither = { requireAppCheck: false, requireSignIn: false, consumeAppCheckToken: false };
const once = { requireAppCheck: true, requireSignIn: true, consumeAppCheckToken: true };
const yes = async () => true;
const no = async () => false;

it.each([
  ['anybody, if nothing is required', 'predict', {}, neither],
  ['a user of the app', 'predict', { app: 'a', auth: 'b' }, both],
  ['a warm-up of anybody, if nothing is required', 'warm', {}, neither],
  ['a warm-up of a user of the app', 'warm', { app: 'a', auth: 'b' }, both],
  ['a warm-up of the app, if no user is required', 'warm', { app: 'a' }, { ...both, requireSignIn: false }],
] as const)('lets %s through without asking for more', async (_, op, proved, policy) => {
  const isWarmUp = vi.fn(no);
  const consume = vi.fn(no);
  await expect(
    checkAccess({ op, model: undefined }, { ...proved, isWarmUp, consume }, policy),
  ).resolves.toBeUndefined();
  expect(isWarmUp).not.toHaveBeenCalled();
  expect(consume).not.toHaveBeenCalled();
});

it('lets the project’s own warm-up through, but only for a warm request', async () => {
  await expect(
    checkAccess({ op: 'warm', model: undefined }, { isWarmUp: yes, consume: yes }, both),
  ).resolves.toBeUndefined();
  for (const op of ['predict', 'describe'] as const) {
    await expect(
      checkAccess({ op, model: undefined }, { isWarmUp: yes, consume: no }, both),
    ).rejects.toMatchObject({
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
  await expect(
    checkAccess({ op, model: undefined }, { ...proved, isWarmUp: no, consume: no }, both),
  ).rejects.toMatchObject({
    reason,
  });
});

it('consumes no token for a model that the user may not call, and lets the project’s own warm-up load any model', async () => {
  const consume = vi.fn(no);
  const user = { app: 'a', auth: 'b', access: (model: string) => model === 'shop-1', consume };
  const call = (op: 'predict' | 'warm', model: string | undefined, isWarmUp = no) =>
    checkAccess({ op, model }, { ...user, isWarmUp }, once);
  await expect(call('predict', 'shop-2')).rejects.toMatchObject({ reason: 'MODEL_FORBIDDEN' });
  await expect(call('warm', undefined)).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  expect(consume).not.toHaveBeenCalled();
  await expect(call('warm', undefined, yes)).resolves.toBeUndefined();
  await expect(call('predict', 'shop-1')).resolves.toBeUndefined();
  expect(consume).toHaveBeenCalledOnce();
});

describe('a token that is good for one call', () => {
  const proved = { app: 'a', auth: 'b', isWarmUp: no };

  it.each(['predict', 'describe', 'warm'] as const)('is accepted once for %s, and consumed', async (op) => {
    const consume = vi.fn(no);
    await expect(
      checkAccess({ op, model: undefined }, { ...proved, consume }, once),
    ).resolves.toBeUndefined();
    expect(consume).toHaveBeenCalledTimes(1);
  });

  it('is refused if it was used before', async () => {
    await expect(
      checkAccess({ op: 'predict', model: undefined }, { ...proved, consume: yes }, once),
    ).rejects.toMatchObject({
      reason: 'APP_CHECK_CONSUMED',
    });
  });

  it('is refused if App Check does not answer', async () => {
    const consume = vi.fn(yes).mockRejectedValue(new Error('no answer'));
    await expect(
      checkAccess({ op: 'predict', model: undefined }, { ...proved, consume }, once),
    ).rejects.toThrow('no answer');
  });

  it('is not consumed for a call that is refused anyway, or for the project’s own warm-up', async () => {
    const consume = vi.fn(yes);
    await expect(
      checkAccess({ op: 'predict', model: undefined }, { app: 'a', isWarmUp: no, consume }, once),
    ).rejects.toMatchObject({
      reason: 'SIGN_IN_REQUIRED',
    });
    await expect(
      checkAccess({ op: 'predict', model: undefined }, { auth: 'b', isWarmUp: no, consume }, once),
    ).rejects.toMatchObject({
      reason: 'APP_CHECK_REQUIRED',
    });
    await expect(
      checkAccess({ op: 'warm', model: undefined }, { ...proved, isWarmUp: yes, consume }, once),
    ).resolves.toBeUndefined();
    expect(consume).not.toHaveBeenCalled();
  });
});
