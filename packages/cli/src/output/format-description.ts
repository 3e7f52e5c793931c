import type { ModelDescription, OpCount } from '@pilotlight/model-formats';
import type { TensorSpec } from '@pilotlight/protocol/tensors';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { formatCarried } from './format-carried.ts';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

const WIDTH = 88;

/** Names the graph that is served of a SavedModel without a graph for serving. */
export function tagsWords(tags: readonly string[]): string {
  return `the graph ${tags.length === 0 ? 'without tags' : `tagged ${safeText(tags.join(', '))}`}: none has only the tag serve`;
}

/** Formats what `inspect` prints for people. @param converts true if `add` converts it to another format first. */
export function formatDescription(model: ModelDescription, style: Style, converts = false): string {
  const heading = (text: string) => style('bold', text);
  return [
    formatTable(
      [
        [heading('format'), model.format],
        ...(model.newestOf ? [[heading('version'), newestWords(model.newestOf)]] : []),
        ...(model.tags ? [[heading('graph'), tagsWords(model.tags)]] : []),
        [
          heading('size'),
          `${formatBytes(model.bytes)} in ${model.files.length === 1 ? 'one file' : `${model.files.length} files`}`,
        ],
        [
          heading('parameters'),
          `${model.parameterCount.toLocaleString('en')}, stored as ${model.weights.summary}`,
        ],
        [heading('ops'), summarizeOps(model.ops)],
        ...formatCarried(model.carried).map((text) => [heading('carries'), text]),
      ],
      '',
    ),
    ...Object.entries(model.signatures).flatMap(([name, { inputs, outputs }]) => [
      '',
      `${heading('signature')} ${safeText(name)}`,
      formatTable([...tensorRows('in', inputs), ...tensorRows('out', outputs)]),
    ]),
    ...(model.unsupported.length > 0
      ? ['', heading('cannot be served'), ...model.unsupported.map((text) => `  ${safeText(text)}`)]
      : []),
    '',
    heading('engines'),
    formatTable(
      model.engines.map(({ name, canRun, why }) => [
        canRun ? style('green', '✓') : style('red', '✗'),
        name,
        safeText(why),
      ]),
    ),
    '',
    chosenWords(model, style, converts),
  ].join('\n');
}

function chosenWords({ chosen, fix }: ModelDescription, style: Style, converts: boolean): string {
  const heading = style('bold', 'chosen');
  if (converts) {
    const otherwise = chosen ? `; otherwise ${style('green', chosen.engine)} serves it unchanged` : '';
    return (
      `${heading} ${style('green', 'wasm')}: add converts it to TensorFlow.js, which starts faster, and serves that if the ` +
      `answers stay the same${otherwise}`
    );
  }
  return chosen
    ? `${heading} ${style('green', chosen.engine)}: ${chosen.reason}`
    : style('red', `No engine can run this model${fix === undefined ? '' : `: ${fix}`}.`);
}

/** The most older versions to name. */
const MAX_VERSIONS = 6;

/** Says which of several versions was taken, and which were not. */
export function newestWords(versions: readonly string[]): string {
  const [newest = '', ...older] = versions.toReversed();
  if (older.length === 0) return `${newest}, the only one in the folder`;
  const shown = older.slice(0, MAX_VERSIONS).join(', ');
  return `${newest}, the newest in the folder; not ${shown}${older.length > MAX_VERSIONS ? ', …' : ''}`;
}

function tensorRows(role: string, tensors: Readonly<Record<string, TensorSpec>>): string[][] {
  return Object.entries(tensors).map(([name, { dtype, shape, unknownRank, quantization }]) => [
    role,
    safeText(name),
    dtype,
    unknownRank ? 'any shape' : `[${shape.map((size) => (size === -1 ? '?' : size)).join(', ')}]`,
    quantization ? `= ${quantization.scale} · (integer - ${quantization.zeroPoint})` : '',
  ]);
}

/** Names as many ops as fit on a line, the most used first. */
function summarizeOps(ops: readonly OpCount[]): string {
  const total = ops.reduce((sum, { count }) => sum + count, 0);
  let line = `${total.toLocaleString('en')} of ${ops.length} kinds:`;
  const byCount = ops.toSorted((a, b) => b.count - a.count);
  for (const [at, { name, count }] of byCount.entries()) {
    const next = `${at === 0 ? '' : ','} ${safeText(name)}${count > 1 ? ` ×${count}` : ''}`;
    if (line.length + next.length > WIDTH) return `${line}, …`;
    line += next;
  }
  return line;
}
