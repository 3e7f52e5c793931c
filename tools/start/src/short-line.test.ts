import { expect, it } from 'vitest';
import { shortLine } from './short-line.ts';

it('shortens the line of a call, and leaves every other line as it is', () => {
  const call = JSON.stringify({
    severity: 'INFO',
    event: 'predict call',
    message: 'predict digits/2 answered',
  });
  expect(shortLine(`>  ${call}`)).toBe('predict digits/2 answered');
  for (const line of [
    'i  functions: started',
    '>  {"broken',
    '>  {"event":"warm-up run","message":"x"}',
    '>  {"a":1}',
  ])
    expect(shortLine(line)).toBe(line);
});
