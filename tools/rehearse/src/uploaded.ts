import AdmZip from 'adm-zip';
import type { CloudFunction, GoogleStandIn } from '@pilotlight/google-stand-in';
import { RehearsalError } from './problem.ts';

/** An uploaded functions codebase, and its functions. */
export interface UploadedCodebase {
  name: string;
  archive: AdmZip;
  archiveBytes: number;
  functions: readonly CloudFunction[];
}

const CODEBASE_LABEL = 'firebase-functions-codebase';

/** @throws {RehearsalError} if nothing was uploaded, or a function belongs to no codebase. */
export function uploadedCodebases({ project }: GoogleStandIn): UploadedCodebase[] {
  const byName = Map.groupBy(
    project.functions.values(),
    ({ labels }) => labels?.[CODEBASE_LABEL] ?? 'default',
  );
  if (byName.size === 0) throw new RehearsalError('deploy', 'no function was deployed');
  return [...byName].map(([name, functions]) => {
    const [first] = functions;
    const archive = project.archives.get(first?.buildConfig.source.storageSource.object ?? '');
    if (!archive) throw new RehearsalError('deploy', `nothing was uploaded for codebase ${name}`);
    return { name, archive: new AdmZip(archive), archiveBytes: archive.length, functions };
  });
}

/** Returns the id of a function: the last part of its name. */
export function idOf({ name }: Pick<CloudFunction, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Returns the region of a function, from its name. */
export function regionOf({ name }: Pick<CloudFunction, 'name'>): string {
  return name.split('/')[3] ?? '';
}

/** Returns the largest files of an archive. */
export function largestFiles(archive: AdmZip, count: number): { path: string; bytes: number }[] {
  return archive
    .getEntries()
    .map(({ entryName, header }) => ({ path: entryName, bytes: header.compressedSize }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}
