import type { ModelResults } from '@pilotlight/bench/model-results';
import { expect, it } from 'vitest';
import { formatBench } from './format-bench.ts';

const about = (median: number) => ({ min: median - 1, median, max: median + 1 });

it('shows where the cold-start time goes', () => {
  const results: ModelResults = {
    kind: 'model',
    node: 'v24.0.0',
    platform: 'linux x64',
    processors: 1,
    model: 'digits',
    version: 1,
    format: 'tfjs-layers-model',
    engine: 'wasm',
    runs: 9,
    firstAnswerMs: about(200),
    ratio: about(0.8),
    secondAnswerMs: about(5),
    tenthAnswerMs: about(4),
    peakMiB: undefined,
    faults: about(9480),
    readMB: about(4),
    archiveBytes: 1_500_000,
    parts: [
      { name: 'Node.js', ms: 50 },
      { name: 'the rest', ms: 150 },
    ],
  };
  const shown = formatBench(results, (_, text) => text);
  expect(shown).toContain('200 (199 to 201) ms');
  expect(shown).toContain('not known on this system');
  expect(shown).toContain('9480 (9479 to 9481) page faults, 4.0 MB read');
  expect(shown).toMatch(/the rest\s+150 ms\s+75 %\s+#{23}$/m);
});
