import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const FUNCTIONS_MANIFEST_FILE = 'functions.yaml';

/**
 * Has firebase-functions write down what the folder's code declares. With this file the CLI need not start the code
 * to find out, nor find firebase-functions in the folder.
 */
export async function writeFunctionsManifest(directory: string): Promise<void> {
  // The command of that name is on the path of every npm script.
  await promisify(execFile)('firebase-functions', ['.'], {
    cwd: directory,
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      GCLOUD_PROJECT: 'any',
      FUNCTIONS_MANIFEST_OUTPUT_PATH: join(directory, FUNCTIONS_MANIFEST_FILE),
    },
  });
}
