import type { Manifest } from '@pilotlight/model-runtime/store';
import { parsePredictResponse } from '@pilotlight/protocol';
import { median } from '@pilotlight/statistics/median';
import { summarize, type Summary } from '@pilotlight/statistics/summary';
import { circumstances, type Circumstances } from '../circumstances.ts';
import { coldRows } from '../cold/cold-results.ts';
import type { Measured } from '../cold/interleave.ts';
import { type Contender, resultOf } from '../contenders/contender.ts';
import { modelParts, type Part } from './model-parts.ts';

/** Results of `pilotlight bench`, in milliseconds if no unit is named, except `ratio` and `faults`. */
export interface ModelResults extends Circumstances {
  kind: 'model';
  model: string;
  version: number;
  format: Manifest['format'];
  engine: Manifest['engine'];
  runs: number;
  firstAnswerMs: Summary;
  /** Ratio of the first answer to that of a callable hello world without a model, run by run. */
  ratio: Summary;
  secondAnswerMs: Summary;
  tenthAnswerMs: Summary;
  /** Undefined if the system does not report it. */
  peakMiB: Summary | undefined;
  /** Pages touched until the first answer; undefined if the system does not report them. */
  faults: Summary | undefined;
  /** Bytes read until then, in MB. */
  readMB: Summary | undefined;
  /** Bytes of the upload, zipped. */
  archiveBytes: number;
  /** The parts of the cold start; see model-parts.ts. */
  parts: Part[];
}

export function modelResults({
  model,
  version,
  manifest: { format, engine },
  measured,
  readingMs,
  archiveBytes,
  processors,
}: {
  model: string;
  version: number;
  manifest: Pick<Manifest, 'format' | 'engine'>;
  /** With the ids from bench-model.ts. */
  measured: readonly Measured<Contender>[];
  readingMs: number;
  archiveBytes: number;
  processors: number;
}): ModelResults {
  const contenders = coldRows(measured);
  const rowOf = (id: string) => {
    const row = contenders.find((contender) => contender.id === id);
    if (!row) throw new RangeError(`${id} was not measured`);
    return row;
  };
  const { firstAnswerMs, ratio, secondAnswerMs, tenthAnswerMs, peakMiB, faults, readMB } = rowOf('model');
  const starts = measured.find(({ contender }) => contender.id === 'model')?.starts ?? [];
  const firstRuns = starts.map(
    ({ firstAnswer }) => parsePredictResponse(resultOf(firstAnswer)).timing.inferenceMs,
  );
  return {
    kind: 'model',
    ...circumstances(processors),
    model,
    version,
    format,
    engine,
    runs: starts.length,
    firstAnswerMs,
    ratio,
    secondAnswerMs,
    tenthAnswerMs,
    peakMiB,
    faults: faults.length > 0 ? summarize(faults) : undefined,
    readMB,
    archiveBytes,
    parts: modelParts({
      node: rowOf('bare-node').firstAnswerMs.median,
      framework: rowOf('bundled-framework').firstAnswerMs.median,
      withoutModel: rowOf('without-model').firstAnswerMs.median,
      tinyModel: rowOf('tiny-model').firstAnswerMs.median,
      model: firstAnswerMs.median,
      reading: readingMs,
      firstRun: median(firstRuns),
    }),
  };
}
