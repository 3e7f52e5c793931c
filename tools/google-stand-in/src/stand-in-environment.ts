import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originVariables } from './origins.ts';

/**
 * The environment in which the Firebase CLI, and whatever uses its library, asks a stand-in for everything: without
 * an account and without a network.
 *
 * @param home an empty folder, which becomes the CLI's home.
 */
export async function standInEnvironment(url: string, home: string): Promise<NodeJS.ProcessEnv> {
  const credentials = join(home, 'credentials.json');
  await writeFile(credentials, JSON.stringify(externalAccount(url, credentials)));
  return {
    ...originVariables(url),
    // Whatever is not pointed at the stand-in meets it here.
    HTTPS_PROXY: url,
    NO_PROXY: '127.0.0.1',
    GOOGLE_APPLICATION_CREDENTIALS: credentials,
    FIREBASE_TOKEN: undefined,
    // The CLI remembers there which APIs it found enabled.
    XDG_CONFIG_HOME: home,
    // It would look for a Google machine's metadata server, and wait for it.
    METADATA_SERVER_DETECTION: 'none',
    // It would ask for news of the CLI, and npm for newer versions; the build would tell its maker that it ran.
    CI: 'true',
    NO_UPDATE_NOTIFIER: 'true',
    npm_config_offline: 'true',
    TURBO_TELEMETRY_DISABLED: '1',
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
