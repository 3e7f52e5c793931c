import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@pilotlight/command-line/write-whole';

/** Matches the name of a service in a filter, within JSON. */
const SERVICE = /(service_name=\\")[^"\\]*/g;

/** Writes the service of a function into the metrics, dashboard and alerts of a folder, if the folder exists. */
export async function nameServices(folder: string, functionName: string): Promise<void> {
  // The platform names the service of a function this way.
  const service = functionName.toLowerCase().replaceAll('_', '-');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    const named = text.replaceAll(SERVICE, (_, before: string) => before + service);
    if (named !== text) await writeWhole(file, named);
  }
}
