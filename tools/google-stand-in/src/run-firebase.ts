import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY, startChild } from '@pilotlight/local-platform';
import { originVariables } from './origins.ts';
import type { GoogleStandIn } from './stand-in.ts';

const require = createRequire(import.meta.url);

export interface CliRunOptions {
  standIn: GoogleStandIn;
  args: readonly string[];
  /** The folder of `firebase.json`; the repository unless said. */
  directory?: string;
  env?: Readonly<Record<string, string>>;
  onLine?: (line: string) => void;
}

/** What the CLI ended with and printed. */
export interface CliRun {
  code: number | null;
  output: string;
}

/** Runs the real Firebase CLI against a stand-in: in a home of its own, without an account, without a network. */
export async function runFirebase({
  standIn,
  args,
  directory = REPOSITORY,
  env = {},
  onLine,
}: CliRunOptions): Promise<CliRun> {
  const home = await mkdtemp(join(tmpdir(), 'pilotlight-home-'));
  try {
    const child = startChild({
      args: [
        require.resolve('firebase-tools/lib/bin/firebase.js'),
        ...args,
        `--config=${join(directory, 'firebase.json')}`,
        '--non-interactive',
      ],
      // Where it leaves its log.
      cwd: home,
      env: { ...process.env, ...(await standInEnvironment(standIn.url, home)), ...env },
      ...(onLine ? { onLine } : {}),
    });
    const code = await child.exited;
    return { code, output: child.output() };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** What has the Firebase CLI, and whatever uses its library, ask the stand-in for everything. */
export async function standInEnvironment(url: string, home: string): Promise<Record<string, string>> {
  const credentials = join(home, 'credentials.json');
  await mkdir(home, { recursive: true });
  await writeFile(credentials, JSON.stringify(externalAccount(url, credentials)));
  return {
    ...originVariables(url),
    // Whatever is not pointed at the stand-in meets it here.
    HTTPS_PROXY: url,
    NO_PROXY: '127.0.0.1',
    GOOGLE_APPLICATION_CREDENTIALS: credentials,
    FIREBASE_TOKEN: '',
    // The CLI remembers there which APIs it found enabled.
    XDG_CONFIG_HOME: home,
    // It would look for a Google machine's metadata server, and wait for it.
    METADATA_SERVER_DETECTION: 'none',
    // It would ask for news of the CLI, and for newer versions.
    CI: 'true',
    NO_UPDATE_NOTIFIER: 'true',
    npm_config_offline: 'true',
  };
}

/** Credentials that a token is fetched for from the stand-in; what they prove is read from the file itself. */
function externalAccount(url: string, file: string): object {
  return {
    type: 'external_account',
    audience: '//iam.googleapis.com/stand-in',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${url}/token/v1/token`,
    credential_source: { file, format: { type: 'json', subject_token_field_name: 'type' } },
  };
}
