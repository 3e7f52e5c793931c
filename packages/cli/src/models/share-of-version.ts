import type { VersionLabels } from '@pilotlight/protocol';

/** The labels and calls of one version of a model. */
export interface WaysToVersion {
  labels: string[];
  /** Its share of the calls that name neither a version nor a label. */
  share: number;
}

/** @param served the version that gets the rest of these calls. */
export function waysToVersion(version: number, labels: VersionLabels, served: number): WaysToVersion {
  const own = Object.entries(labels).filter(([, labeled]) => labeled.version === version);
  const given = Object.values(labels).reduce((sum, { share = 0 }) => sum + share, 0);
  const shares = own.reduce((sum, [, { share = 0 }]) => sum + share, 0);
  return { labels: own.map(([label]) => label), share: version === served ? 1 - given + shares : shares };
}
