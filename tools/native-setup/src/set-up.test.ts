import { beforeEach, expect, it, vi } from 'vitest';
import { checkAddon } from './check-addon.ts';
import { installFromVendor } from './install-from-vendor.ts';
import { installFromWheel } from './install-from-wheel.ts';
import { NativeSetupError } from './native-setup-error.ts';
import { setUp, SOURCES } from './set-up.ts';

vi.mock('./check-addon.ts');
vi.mock('./keep-addon.ts');
vi.mock('./install-from-vendor.ts');
vi.mock('./install-from-wheel.ts');
vi.mock('./tfjs-node-package.ts', () => ({ findTfjsNodePackage: () => ({}) }));

const doesNotLoad = new NativeSetupError('tfjs-node does not load.');

beforeEach(() => {
  vi.resetAllMocks();
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});

it('does nothing if the addon works', async () => {
  await setUp({ from: SOURCES });
  expect(installFromVendor).not.toHaveBeenCalled();
});

it('stops at the first source with an addon that works', async () => {
  vi.mocked(checkAddon).mockRejectedValueOnce(doesNotLoad);
  await setUp({ from: SOURCES });
  expect(installFromVendor).toHaveBeenCalledOnce();
  expect(installFromWheel).not.toHaveBeenCalled();
});

it('tries the next source if one fails, or its addon does not load', async () => {
  vi.mocked(checkAddon).mockRejectedValueOnce(doesNotLoad).mockRejectedValueOnce(doesNotLoad);
  await setUp({ from: SOURCES });
  expect(installFromWheel).toHaveBeenCalledOnce();
});

it('keeps the last reason when nothing works', async () => {
  vi.mocked(checkAddon).mockRejectedValue(doesNotLoad);
  const noCompiler = new NativeSetupError('no compiler');
  vi.mocked(installFromWheel).mockRejectedValue(noCompiler);
  await expect(setUp({ from: SOURCES })).rejects.toMatchObject({
    message: expect.stringContaining('vendor, wheel'),
    cause: noCompiler,
  });
});

it('does not treat a bug as a failed source', async () => {
  vi.mocked(checkAddon).mockRejectedValue(doesNotLoad);
  vi.mocked(installFromVendor).mockRejectedValue(new TypeError('a bug'));
  await expect(setUp({ from: SOURCES })).rejects.toThrow(TypeError);
});
