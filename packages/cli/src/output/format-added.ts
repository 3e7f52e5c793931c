import type { Carried } from '@pilotlight/model-formats';
import { hasSnapshot } from '@pilotlight/model-runtime/snapshot';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { AddedModel } from '../models/add-model.ts';
import { referenceWords } from '../models/reference-words.ts';
import { formatCarried } from './format-carried.ts';
import { newestWords, tagsWords } from './format-description.ts';

/** What `add` prints for people. */
export function formatAdded(
  { directory, manifest, whyNoSnapshot, trial, passedOver, stable }: AddedModel,
  {
    fitted,
    carried,
    newestOf,
    tags,
    conversion,
    isConverted,
    models,
  }: {
    /** The name of its file, where the model got another one. */
    fitted: string | undefined;
    /** The labels and pixels that it brought with it and that are used. */
    carried: Carried;
    /** The versions that it is the newest of, where it came from a folder of them. */
    newestOf: readonly string[] | undefined;
    /** The tags of the graph that was taken, where it is not tagged as for serving. */
    tags: readonly string[] | undefined;
    /** What became of it, where it was to be converted. */
    conversion: string | undefined;
    /** Whether it was: what it was compared with is said there. */
    isConverted: boolean;
    /** The folder that is served, where it is not the workspace's own. */
    models: string | undefined;
  },
  style: Style,
): string {
  const { engine, preprocessing, compared } = manifest;
  const { model, version } = directory;
  const where = models === undefined ? '' : ` --models ${models}`;
  return [
    `${style('bold', `${model}, version ${version}`)} is served from the next build on.`,
    ...(fitted === undefined
      ? []
      : [`  is called ${model}, as '${safeText(fitted)}' cannot be a model's name; --name gives it another`]),
    ...(newestOf ? [`  was made of version ${newestWords(newestOf)}`] : []),
    ...(tags ? [`  was made of ${tagsWords(tags)}`] : []),
    `  runs on ${engine}${preprocessing ? ', takes images' : ''}`,
    ...(conversion === undefined ? [] : [`  ${safeText(conversion)}`]),
    ...(passedOver ? [`  not on ${passedOver.engine}: ${safeText(passedOver.why)}`] : []),
    ...formatCarried(carried).map((line) => `  took ${line}; --labels and --pixels say otherwise`),
    ...(trial.tried > 1 || manifest.sample !== 'zeros' ? [`  is warmed with ${safeText(trial.words)}`] : []),
    ...(trial.isNonFinite
      ? [
          '  warning: it answers with NaN or Infinity to all that it was tried on; --sample gives it another input',
        ]
      : []),
    ...(trial.isRandom
      ? ['  warning: it answers differently to the same input: it draws random numbers, or keeps state']
      : []),
    ...(compared && !isConverted ? [`  ${comparedWords(compared)}`] : []),
    hasSnapshot(manifest) ? '  starts from a snapshot' : `  has no snapshot: ${whyNoSnapshot}`,
    ...measuredWords(manifest),
    '',
    `Ask it: pilotlight predict ${model} --input ${preprocessing ? 'IMAGE' : 'REQUEST.json'}${where}`,
    ...(stable === undefined
      ? []
      : [
          `Calls that name no version go to version ${stable}, which is labelled stable, until a label points to this one.`,
          `Label it: pilotlight label ${model} canary=${version}:5%${where}, or stable=${version}`,
        ]),
  ].join('\n');
}

function comparedWords(compared: NonNullable<Manifest['compared']>): string {
  if (compared.with === 'nothing')
    return `its answers were compared with no other engine: ${safeText(compared.why)}`;
  const { inputs, distance } = compared;
  const off = distance === 0 ? 'the same' : `at most ${(100 * distance).toPrecision(1)} % off`;
  return `answers as ${referenceWords(compared.with)} does: ${off}, on ${inputs === 1 ? 'one input' : `${inputs} inputs`}`;
}

function measuredWords({ measured }: Manifest): string[] {
  if (!measured) return [];
  const ownMiB = Math.round(measured.peakMiB - measured.processMiB);
  const warm = measured.warmMs === undefined ? '' : `, ${measured.warmMs.toFixed(1)} ms to a later one`;
  return [`  took ${Math.round(measured.coldStartMs)} ms to its first prediction${warm}, and ${ownMiB} MiB`];
}
