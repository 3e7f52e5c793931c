import { createHash } from 'node:crypto';
import { STABLE, type VersionLabels } from '@pilotlight/protocol';

/** The version that answers, and the label that led to it. */
export interface ChosenVersion {
  version: number;
  label: string | undefined;
}

/**
 * Chooses the version for a call that names none: the one labeled stable, or one that has a share of the calls; the newest
 * if none is labeled stable. The same caller gets the same version until labels move. When a share grows, its callers stay.
 *
 * @param stickTo the caller's key. It is hashed together with the versions that have a share, so that it is not always
 *   the same people who try a new version. Undefined for a call that no caller made, which gets no share.
 */
export function chooseVersion(
  { model, labels, newest }: { model: string; labels: VersionLabels; newest: number },
  stickTo: string | undefined,
): ChosenVersion {
  const stable = labels[STABLE];
  if (!stable) return { version: newest, label: undefined };
  const shared = sharedLabels(labels);
  if (stickTo !== undefined && shared.length > 0) {
    let place = placeOf([model, ...shared.map(({ version }) => version), stickTo].join('\n'));
    for (const { label, version, share } of shared) {
      if (place < share) return { version, label };
      place -= share;
    }
  }
  return { version: stable.version, label: STABLE };
}

/** Lists every version that a call can get if it names none, the usual one first. */
export function reachableVersions({ labels, newest }: { labels: VersionLabels; newest: number }): number[] {
  const usual = labels[STABLE]?.version ?? newest;
  return [...new Set([usual, ...sharedLabels(labels).map(({ version }) => version)])];
}

/** In an order that does not depend on how the file is written. */
function sharedLabels(labels: VersionLabels): { label: string; version: number; share: number }[] {
  return Object.entries(labels)
    .flatMap(([label, { version, share }]) => (share === undefined ? [] : [{ label, version, share }]))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

/** A number from 0 to 1 (exclusive) that looks random, and is always the same for a text. */
function placeOf(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}
