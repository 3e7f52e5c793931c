import { formatTable } from '@pilotlight/command-line/format-table';
import type { LabelsOfModel } from '../models/move-labels.ts';
import { waysToVersion, type WaysToVersion } from '../models/share-of-version.ts';
import { formatShare } from '../cost/figures.ts';

/** Formats the labels of each version, and its share of the calls that name neither a version nor a label. */
export function formatLabels({ model, versions, labels, served }: LabelsOfModel & { model: string }): string {
  return formatTable([
    ['version', 'label', 'calls'],
    ...versions.map((version) => [String(version), ...formatWays(waysToVersion(version, labels, served))]),
  ]).replace(/^/, `${model}\n`);
}

/** Returns the labels, and the share of the calls that name neither a version nor a label. */
export function formatWays({ labels, share }: WaysToVersion): [label: string, calls: string] {
  return [labels.join(', ') || '-', share === 0 ? '-' : formatShare(share)];
}
