import { afterEach, expect, it, vi } from 'vitest';
import { styleFor } from './style.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('colours what a terminal shows, and nothing else', () => {
  vi.stubEnv('NO_COLOR', undefined);
  expect(styleFor({ isTTY: true })('red', 'x')).toBe('\u001B[31mx\u001B[39m');
  expect(styleFor({})('red', 'x')).toBe('x');
  vi.stubEnv('NO_COLOR', '1');
  expect(styleFor({ isTTY: true })('red', 'x')).toBe('x');
});
