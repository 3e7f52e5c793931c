import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import type { Clone, Codebase, Finding } from './finding.ts';

const subject = 'Uploads';

/** The largest source archive that Google's upload address takes (github.com/firebase/firebase-tools/issues/4146). */
const MAX_ARCHIVE_BYTES = 100 * 1024 ** 2;

/** The largest file that Hosting takes (https://firebase.google.com/docs/hosting/usage-quotas-pricing). */
const MAX_PAGE_FILE_BYTES = 2 * 1024 ** 3;

interface SizedFile {
  path: string;
  bytes: number;
}

/** Checks that the files to upload exist and are within Google's limits. */
export async function checkUploads(
  { codebases, page, directory }: Pick<Clone, 'codebases' | 'page' | 'directory'>,
  maxArchiveBytes = MAX_ARCHIVE_BYTES,
): Promise<Finding[]> {
  const findings = await Promise.all(codebases.map((one) => checkArchive(one, maxArchiveBytes)));
  const files = page ? await listFiles(page.directory) : [];
  const tooLarge = files.filter(({ bytes }) => bytes > MAX_PAGE_FILE_BYTES);
  return [
    ...findings.flat(),
    ...tooLarge.map(({ path, bytes }): Finding => ({
      subject,
      verdict: 'problem',
      message: `${relative(directory, path)} has ${formatBytes(bytes)}, and Hosting takes at most ${formatBytes(MAX_PAGE_FILE_BYTES)} per file`,
      fix: 'leave it out of the page',
    })),
  ];
}

async function checkArchive({ name, source, ignore }: Codebase, maxBytes: number): Promise<Finding[]> {
  const all = await listFiles(source);
  if (all.length === 0) {
    return [{ subject, verdict: 'unknown', message: `${name} has not been built`, fix: 'npm run build' }];
  }
  const files = all.filter(({ path }) => !ignore.includes(relative(source, path).split(sep)[0] ?? ''));
  const bytes = await archiveBytes(files, maxBytes);
  const size = `${name}: ${formatBytes(bytes)} at most, zipped`;
  if (bytes <= maxBytes) return [{ subject, verdict: 'good', message: size }];
  const largest = files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
  return [
    {
      subject,
      verdict: 'problem',
      message: `${size}, and the platform takes at most ${formatBytes(maxBytes)}`,
      why: `the largest are ${largest.map((file) => `${relative(source, file.path)} (${formatBytes(file.bytes)})`).join(', ')}`,
      fix: 'serve fewer or smaller models from one deployment',
    },
  ];
}

/**
 * Returns an upper bound of a zip's size. A zip is no larger than its files, so only large sets have to be compressed.
 */
async function archiveBytes(files: readonly SizedFile[], maxBytes: number): Promise<number> {
  const plain = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (plain <= maxBytes) return plain;
  let sum = 0;
  for (const { path } of files) sum += await deflatedBytes(path);
  return sum;
}

async function deflatedBytes(path: string): Promise<number> {
  let sum = 0;
  await pipeline(createReadStream(path), createDeflateRaw({ level: 9 }), async (chunks) => {
    for await (const chunk of chunks) sum += Buffer.byteLength(chunk);
  });
  return sum;
}

async function listFiles(directory: string): Promise<SizedFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })));
}
