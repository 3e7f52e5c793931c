import { expect, it } from 'vitest';
import { explain } from './explain.ts';

it.each([
  ['Error: functions predeploy error: Command terminated with non-zero exit code 1', 'Nothing was uploaded'],
  ['Error: Failed to authenticate, have you run firebase login?', 'firebase login'],
  ['Error: Failed to get Firebase project x-1. Please make sure the project exists', 'project x-1'],
  ['Error: Your project x must be on the Blaze (pay-as-you-go) plan', 'plan'],
  ['have no value for the following environment variables: A, B', 'A, B'],
  ['Runtime Node.js 20 was decommissioned on 2026-10-30.', 'firebase.json'],
  ['<Code>EntityTooLarge</Code>', '100 MiB'],
  [
    'Error: Deploy target page not configured for project real-1. Configure with:',
    'target:apply hosting page real-1 --project real-1',
  ],
  ['Error: something new', 'is above'],
])('explains %s', (output, said) => {
  expect(JSON.stringify(explain(output))).toContain(said);
});

it('does not mention images if something else failed', () => {
  const images =
    'Functions successfully deployed but could not set up cleanup policy in location us-central1.';
  expect(JSON.stringify(explain(images))).toContain('images');
  expect(JSON.stringify(explain(`Build failed\n${images}`))).not.toContain('images');
});
