import { createRequire } from 'node:module';
import { expect, it, vi } from 'vitest';
import mimeTypes from './mime-types.ts';

const require = createRequire(import.meta.url);
const real = createRequire(require.resolve('@google-cloud/functions-framework'))('mime-types');

it.each(['application/json', 'application/json; charset=utf-8'])(
  'knows %s without the package, with the same result',
  (type) => {
    const load = vi.fn(() => real);
    expect(mimeTypes(load).contentType(type)).toBe(real.contentType(type));
    expect(load).not.toHaveBeenCalled();
  },
);

it.each(['text/html', 'json', 'html', 'image/png', 'nonsense', undefined])(
  'asks the package about %s',
  (type) => {
    const load = vi.fn(() => real);
    expect(mimeTypes(load).contentType(type)).toBe(real.contentType(type));
    expect(mimeTypes(load).lookup(type)).toBe(real.lookup(type));
    expect(load).toHaveBeenCalled();
  },
);
