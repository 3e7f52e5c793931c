import { learn, NOTHING_LEARNED } from '@pilotlight/keep-warm';
import { expect, it } from 'vitest';
import { type Asked, standInForGoogle } from '../testing/google.ts';
import { toRecords } from './learned-record.ts';
import { recall } from './recall.ts';

const log = { project: 'my-app', service: 'warmup' };
const now = Date.parse('2026-11-24T20:00:00Z');
const ping = { at: now, instanceId: 'a', cold: false, ageMs: 700_000, idleMs: 600_000 };
const learned = new Map([['predict', learn(NOTHING_LEARNED, ping)]]);
const records = toRecords(learned);

async function recallFrom(answer: (asked: Asked, n: number) => unknown, status = 200) {
  let n = 0;
  await using google = await standInForGoogle((asked) =>
    asked.url === 'https://logging.googleapis.com/v2/entries:list'
      ? { status, body: answer(asked, (n += 1)) }
      : undefined,
  );
  return {
    recalled: await recall(log, now),
    asked: google.asked.filter(({ url }) => url.includes('logging')),
  };
}

it('reads the newest summary of its own service', async () => {
  const { recalled, asked } = await recallFrom(() => ({ entries: [{ jsonPayload: { learned: records } }] }));
  expect(recalled).toEqual(learned);
  expect(asked.map(({ body }) => body)).toEqual([
    {
      resourceNames: ['projects/my-app'],
      filter:
        'resource.type="cloud_run_revision" AND resource.labels.service_name="warmup" AND ' +
        'jsonPayload.event="warm-up run" AND jsonPayload.learned:* AND timestamp>="2026-10-25T20:00:00.000Z"',
      orderBy: 'timestamp desc',
      pageSize: 1,
    },
  ]);
});

it('continues a search that has found nothing yet, up to a limit', async () => {
  const later = await recallFrom((_, n) =>
    n < 3 ? { nextPageToken: `page-${n}` } : { entries: [{ jsonPayload: { learned: records } }] },
  );
  expect(later.recalled).toEqual(learned);
  expect(later.asked[2]?.body).toMatchObject({ pageToken: 'page-2' });
  const never = await recallFrom(() => ({ nextPageToken: 'more' }));
  expect([never.recalled.size, never.asked.length]).toEqual([0, 5]);
});

it.each([
  ['there is no summary', {}],
  ['the summary holds something else', { entries: [{ jsonPayload: { learned: 'much' } }] }],
  [
    'the summary is out of bounds',
    { entries: [{ jsonPayload: { learned: [{ ...records[0], seenAt: -1 }] } }] },
  ],
])('returns an empty map if %s', async (_, answer) => {
  expect((await recallFrom(() => answer)).recalled.size).toBe(0);
});

it.each([
  [403, { error: { message: 'Permission denied' } }, /answered 403: .*Permission denied/],
  [200, 'a page', /unexpected answer/],
])('fails if the log cannot be read: %i', async (status, answer, message) => {
  await expect(recallFrom(() => answer, status)).rejects.toThrow(message);
});
