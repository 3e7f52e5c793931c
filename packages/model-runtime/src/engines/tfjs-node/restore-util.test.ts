import util from 'node:util';
import { expect, test } from 'vitest';
import { restoreUtil } from './restore-util.ts';

test('node:util has the functions that tfjs-node calls', () => {
  restoreUtil();
  expect(Reflect.apply(Reflect.get(util, 'isNullOrUndefined'), util, [null])).toBe(true);
  expect(Reflect.apply(Reflect.get(util, 'isNullOrUndefined'), util, [undefined])).toBe(true);
  expect(Reflect.apply(Reflect.get(util, 'isNullOrUndefined'), util, [0])).toBe(false);
  expect(Reflect.apply(Reflect.get(util, 'isArray'), util, [[]])).toBe(true);
  expect(Reflect.apply(Reflect.get(util, 'isArray'), util, [{}])).toBe(false);
});
