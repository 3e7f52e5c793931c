import type { Carried } from '@pilotlight/model-formats';
import { sampleSignature } from '@pilotlight/model-runtime/request';
import { hasSnapshot } from '@pilotlight/model-runtime/snapshot';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { AddedModel } from '../models/add-model.ts';
import { referenceWords } from '../models/reference-words.ts';
import { formatCarried } from './format-carried.ts';
import { newestWords, tagsWords } from './format-description.ts';
import { requestForm } from './request-form.ts';

/** Formats what `add` prints for people. */
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
    /** The name of its file, if the model got another name. */
    fitted: string | undefined;
    /** The labels and pixel range that came with the model and are used. */
    carried: Carried;
    /** All versions in its folder, if it is the newest of several. */
    newestOf: readonly string[] | undefined;
    /** The tags of the graph that was taken, if it is not tagged for serving. */
    tags: readonly string[] | undefined;
    /** Words about its conversion, if one was planned. */
    conversion: string | undefined;
    /** True if it was converted: {@link conversion} then says what it was compared with. */
    isConverted: boolean;
    /** The folder that is served, if it is not the workspace's own. */
    models: string | undefined;
  },
  style: Style,
): string {
  const { engine, preprocessing, compared } = manifest;
  const { model, version } = directory;
  const asked = manifest.signatures[sampleSignature(manifest)];
  const where = models === undefined ? '' : ` --models ${models}`;
  return [
    `${style('bold', `${model}, version ${version}`)} is served from the next build on.`,
    ...(fitted === undefined
      ? []
      : [`  is called ${model}, because '${safeText(fitted)}' is not a valid name; --name sets another`]),
    ...(newestOf ? [`  is version ${newestWords(newestOf)}`] : []),
    ...(tags ? [`  has ${tagsWords(tags)}`] : []),
    `  runs on ${engine}${preprocessing ? ', takes images' : ''}`,
    ...(conversion === undefined ? [] : [`  ${safeText(conversion)}`]),
    ...(passedOver ? [`  not on ${passedOver.engine}: ${safeText(passedOver.why)}`] : []),
    ...formatCarried(carried).map((line) => `  uses ${line}; --labels and --pixels change this`),
    ...(trial.tried > 1 || manifest.sample !== 'zeros'
      ? [`  is warmed up with ${safeText(trial.words)}`]
      : []),
    ...(trial.isNonFinite
      ? ['  warning: it answers NaN or Infinity to every input that was tried; --sample sets another input']
      : []),
    ...(trial.isRandom
      ? ['  warning: its answers to the same input differ: it draws random numbers, or keeps state']
      : []),
    ...(compared && !isConverted ? [`  ${comparedWords(compared)}`] : []),
    hasSnapshot(manifest) ? '  starts from a snapshot' : `  has no snapshot: ${whyNoSnapshot}`,
    ...measuredWords(manifest),
    '',
    `Try it: npx pilotlight predict ${model} --input ${preprocessing ? 'IMAGE' : 'REQUEST.json'}${where}`,
    ...(preprocessing || !asked ? [] : [`REQUEST.json is ${requestForm(asked)}.`]),
    ...(stable === undefined
      ? []
      : [
          `Calls that name no version go to version ${stable}, which is labeled stable, until a label points to this one.`,
          `Label it: npx pilotlight label ${model} canary=${version}:5%${where}, or stable=${version}`,
        ]),
  ].join('\n');
}

function comparedWords(compared: NonNullable<Manifest['compared']>): string {
  if (compared.with === 'nothing')
    return `its answers were not compared with another engine: ${safeText(compared.why)}`;
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
