import { expect, it } from 'vitest';
import { describeTraffic, explain } from './explain.ts';
import { shippedReport } from './testing/report.ts';

it('explains why a warm-up is worth it, and how long calls wait without it', async () => {
  const { comparison } = await shippedReport();
  expect(explain(comparison)).toEqual([
    expect.stringMatching(
      /^A warm-up .*: the cheapest policy that answers 95 of 100 calls within 300 ms\. It answers them within 50 ms, and costs no more than no warm-up \(\$0\.00 a month\)\.$/,
    ),
    expect.stringMatching(/^[0-9.]+ % of the calls still wait for an instance to start\.$/),
    expect.stringMatching(/^Without it 3[0-9.]+ % of the calls wait .*only within [1-3](\.\d)? s\.$/),
    'One minimum instance of the same size is $2.88 a month.',
    expect.stringMatching(/^How: .*WARM_UP_|^How: deploy warmUp /),
  ]);
});

it('says that nothing needs to be done, and names a better policy at the same price', async () => {
  const { comparison } = await shippedReport({ targetP95: 5000 });
  expect(explain(comparison)).toEqual([
    expect.stringMatching(
      /^Nothing needs to be done: without a warm-up, 95 of 100 calls are answered within .*, and the target is 5 s\.$/,
    ),
    expect.stringMatching(/^3[0-9.]+ % of the calls still wait/),
    expect.stringMatching(/^A .*: costs no more, and [0-9.]+ % of the calls would wait\.$/),
  ]);
});

it('names cheaper policies that are not fast enough', async () => {
  const { comparison } = await shippedReport({ freeTier: false });
  const [first, , , cheaper] = explain(comparison);
  expect(first).toMatch(/and costs \$0\.\d\d a month more than no warm-up\.$/);
  expect(cheaper).toMatch(/: cheaper, but not fast enough\.$/);
});

it('says that nothing is fast enough, and what helps', async () => {
  const { comparison } = await shippedReport({ targetP95: 20 });
  expect(explain(comparison)).toEqual([
    'None of these answers 95 of 100 calls within 20 ms.',
    expect.stringMatching(/^The fastest is .*, with 50 ms\.$/),
    'Use a faster model, or a higher target.',
  ]);
});

it('describes the calls and the prices', async () => {
  expect(describeTraffic(await shippedReport({ region: 'europe-west3', freeTier: false }))).toMatch(
    /^digits, version 2: calls 100 a day, office-hours, UTC\. 2,\d+ calls in 30 days were simulated, .* Prices of 2026-11, europe-west3, before taxes, without the free tier\.$/,
  );
});
