import { createRequire } from 'node:module';
import { CommandError } from '@pilotlight/command-line/command-error';

const require = createRequire(import.meta.url);

/** Options that the Firebase CLI resolves before each command. */
interface ResolvedOptions {
  projectId?: string;
  project?: string;
  projectAlias?: string;
}

/**
 * A client of a Google API, as the CLI uses it: with the address in its variables and the account that is logged in.
 */
interface Client {
  get(
    path: string,
    options?: { queryParams?: Readonly<Record<string, string>>; resolveOnHTTPError?: boolean },
  ): Promise<{ status: number; body: unknown }>;
}

/**
 * Parts of firebase-tools that it does not export. Calls through them are the CLI's own: same account, same addresses.
 * They are pinned with its version.
 */
export interface FirebaseLibrary {
  version: string;
  /** Resolves the project, as `firebase deploy` would. */
  resolve(options: { project?: string | undefined; configPath: string }): Promise<ResolvedOptions>;
  /** Rejects if nobody is logged in. */
  requireAuth(options: ResolvedOptions): Promise<unknown>;
  getFirebaseProject(projectId: string): Promise<{ projectNumber: string }>;
  testIamPermissions(projectId: string, permissions: readonly string[]): Promise<{ missing: string[] }>;
  /** Tests permissions on one service account of the project. */
  testAccountPermissions(
    projectId: string,
    account: string,
    permissions: readonly string[],
  ): Promise<{ missing: string[] }>;
  billing: Client;
  functions: Client;
  run: Client;
  scheduler: Client;
  runtimes: Readonly<Record<string, Runtime | undefined>>;
}

/**
 * A runtime of Cloud Functions, with the dates (`2028-04-30`) on which its support ends and its deploys are refused.
 */
interface Runtime {
  friendly: string;
  deprecationDate: string;
  decommissionDate: string;
}

/** @throws {CommandError} if firebase-tools is not installed, or in another version than this was written for. */
export function loadFirebaseLibrary(): FirebaseLibrary {
  try {
    const { Command } = require('firebase-tools/lib/command');
    const { Client: GoogleClient } = require('firebase-tools/lib/apiv2');
    const api = require('firebase-tools/lib/api');
    const iam = require('firebase-tools/lib/gcp/iam');
    const client = (urlPrefix: string, apiVersion: string) => new GoogleClient({ urlPrefix, apiVersion });
    return {
      version: require('firebase-tools/package.json').version,
      resolve: ({ project, configPath }) =>
        new Command('pilotlight').action((options: ResolvedOptions) => options).runner()({
          project,
          config: configPath,
          nonInteractive: true,
        }),
      requireAuth: require('firebase-tools/lib/requireAuth').requireAuth,
      getFirebaseProject: require('firebase-tools/lib/management/projects').getFirebaseProject,
      testIamPermissions: iam.testIamPermissions,
      testAccountPermissions: (projectId, account, permissions) =>
        iam.testResourceIamPermissions(
          api.iamOrigin(),
          'v1',
          `projects/${projectId}/serviceAccounts/${account}`,
          permissions,
        ),
      billing: client(api.cloudbillingOrigin(), 'v1'),
      functions: client(api.functionsV2Origin(), 'v2'),
      run: client(api.runOrigin(), 'v1'),
      scheduler: client(api.cloudschedulerOrigin(), 'v1'),
      runtimes: require('firebase-tools/lib/deploy/functions/runtimes/supported/types').RUNTIMES,
    };
  } catch (cause) {
    throw new CommandError('firebase-tools cannot be loaded: run npm ci', { cause });
  }
}
