import { expect, it, vi } from 'vitest';
import { BARE_NODE } from '../contenders/floors.ts';
import { interleave } from './interleave.ts';
import { measureColdStart } from './measure-cold-start.ts';

vi.mock('./measure-cold-start.ts');
const measure = vi.mocked(measureColdStart);
const A = { ...BARE_NODE, id: 'a' };
const B = { ...BARE_NODE, id: 'b' };

function started(): string[] {
  return measure.mock.calls.map(([contender]) => (contender === A ? 'a' : 'b'));
}

it('starts all in turn, run by run, and does not count the first start of each', async () => {
  let count = 0;
  measure.mockReset().mockImplementation(async () => {
    count += 1;
    return {
      firstAnswerMs: count,
      secondAnswerMs: 0,
      tenthAnswerMs: 0,
      peakMiB: 0,
      touched: undefined,
      firstAnswer: null,
    };
  });
  const measured = await interleave([A, B], 2);
  expect(started()).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(measured.map(({ starts }) => starts.map(({ firstAnswerMs }) => firstAnswerMs))).toEqual([
    [3, 5],
    [4, 6],
  ]);
});

it('skips a contender that does not start, and continues with the others', async () => {
  measure.mockReset().mockImplementation(async (contender) => {
    if (contender === A) throw new Error('no model');
    return {
      firstAnswerMs: 1,
      secondAnswerMs: 0,
      tenthAnswerMs: 0,
      peakMiB: 0,
      touched: undefined,
      firstAnswer: null,
    };
  });
  const onFailure = vi.fn();
  const measured = await interleave([A, B], 1, { onFailure });
  expect(measured.map(({ contender }) => contender)).toEqual([B]);
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(A, new Error('no model'));
  await expect(interleave([A, B], 1)).rejects.toThrow('no model');
});
