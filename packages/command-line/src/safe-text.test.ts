import { expect, it } from 'vitest';
import { safeText } from './safe-text.ts';

it('replaces all characters that control a terminal', () => {
  expect(safeText('scores\u001B[2J\n\u202E é')).toBe('scores�[2J�� é');
});
