import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { styleFor } from './style.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

beforeEach(() => {
  vi.stubEnv('FORCE_COLOR', undefined);
});

it('colors text only for a terminal', () => {
  vi.stubEnv('NO_COLOR', undefined);
  expect(styleFor({ isTTY: true })('red', 'x')).toBe('\u001B[31mx\u001B[39m');
  expect(styleFor({})('red', 'x')).toBe('x');
  vi.stubEnv('NO_COLOR', '1');
  expect(styleFor({ isTTY: true })('red', 'x')).toBe('x');
});

it('follows FORCE_COLOR before anything else', () => {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', '1');
  expect(styleFor({})('red', 'x')).toBe('\u001B[31mx\u001B[39m');
  vi.stubEnv('NO_COLOR', undefined);
  for (const none of ['0', 'false']) {
    vi.stubEnv('FORCE_COLOR', none);
    expect(styleFor({ isTTY: true })('red', 'x')).toBe('x');
  }
});
