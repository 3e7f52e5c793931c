import { expect, it } from 'vitest';
import { describeTraffic, explain } from './explain.ts';
import { shippedReport } from './testing/report.ts';

it('says why a warm-up is worth it, and what waiting would cost', async () => {
  const { comparison } = await shippedReport();
  expect(explain(comparison)).toEqual([
    expect.stringMatching(
      /^A warm-up .*: the cheapest that answers 95 of 100 calls within 300 ms\. They take 50 ms, and it costs nothing more than doing nothing does \(\$0\.00 a month\)\.$/,
    ),
    expect.stringMatching(/^[0-9.]+ % of the calls still wait for an instance to start\.$/),
    expect.stringMatching(/^Without it 3[0-9.]+ % of the calls wait .*within [1-3](\.\d)? s only\.$/),
    'One minimum instance of the same size is $2.88 a month.',
    expect.stringMatching(/^How: .*WARM_UP_|^How: deploy warmUp /),
  ]);
});

it('says that nothing needs to be done, and what would be better at the same price', async () => {
  const { comparison } = await shippedReport({ targetP95: 5000 });
  expect(explain(comparison)).toEqual([
    expect.stringMatching(
      /^Nothing needs to be done: 95 of 100 calls are answered within .* as it is, and the target is 5 s\.$/,
    ),
    expect.stringMatching(/^3[0-9.]+ % of the calls still wait/),
    expect.stringMatching(/^A .*: costs no more, and [0-9.]+ % of the calls would wait\.$/),
  ]);
});

it('says what would be cheaper, and that it is not fast enough', async () => {
  const { comparison } = await shippedReport({ freeTier: false });
  const [first, , , cheaper] = explain(comparison);
  expect(first).toMatch(/and it costs \$0\.\d\d a month more than doing nothing does\.$/);
  expect(cheaper).toMatch(/: cheaper, and not fast enough\.$/);
});

it('says that nothing is fast enough, and what helps', async () => {
  const { comparison } = await shippedReport({ targetP95: 20 });
  expect(explain(comparison)).toEqual([
    'None of these answers 95 of 100 calls within 20 ms.',
    expect.stringMatching(/^The fastest is .*, with 50 ms\.$/),
    'What helps is a model that answers sooner, or a target that allows for it.',
  ]);
});

it('describes the calls and the prices', async () => {
  expect(describeTraffic(await shippedReport({ region: 'europe-west3', freeTier: false }))).toMatch(
    /^digits, version 2: calls 100 a day, office-hours, UTC\. 2,\d+ calls in 30 days were simulated, .* Prices of 2026-11, europe-west3, before taxes, without the free tier\.$/,
  );
});
