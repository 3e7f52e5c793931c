import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originVariables } from './origins.ts';

/**
 * Returns the environment in which the Firebase CLI, and programs that use its library, send every request to a
 * stand-in: without an account and without a network.
 *
 * @param home an empty folder, which becomes the CLI's home.
 */
export async function standInEnvironment(url: string, home: string): Promise<NodeJS.ProcessEnv> {
  const credentials = join(home, 'credentials.json');
  await writeFile(credentials, JSON.stringify(externalAccount(url, credentials)));
  return {
    ...originVariables(url),
    // Requests to any other host reach the stand-in here.
    HTTPS_PROXY: url,
    NO_PROXY: '127.0.0.1',
    GOOGLE_APPLICATION_CREDENTIALS: credentials,
    FIREBASE_TOKEN: undefined,
    // The CLI stores in this folder which APIs are enabled.
    XDG_CONFIG_HOME: home,
    // Otherwise the CLI looks for a Google machine's metadata server, and waits for it.
    METADATA_SERVER_DETECTION: 'none',
    // Otherwise the CLI asks for news, npm for newer versions, and the build reports its run to its maker.
    CI: 'true',
    NO_UPDATE_NOTIFIER: 'true',
    npm_config_offline: 'true',
    TURBO_TELEMETRY_DISABLED: '1',
  };
}

/** Writes credentials that get their token from the stand-in; their proof is read from the same file. */
function externalAccount(url: string, file: string): object {
  return {
    type: 'external_account',
    audience: '//iam.googleapis.com/stand-in',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${url}/token/v1/token`,
    credential_source: { file, format: { type: 'json', subject_token_field_name: 'type' } },
  };
}
