import * as logger from 'firebase-functions/logger';
import { projectID } from 'firebase-functions/params';
import { onSchedule } from 'firebase-functions/scheduler';
import { warmUpAudience } from '@pilotlight/protocol';
import { createAppCheckTokens } from './google/app-check-token.ts';
import { identityToken } from './google/google-api.ts';
import { callTarget, type Tokens } from './targets/call-target.ts';
import { functionsEmulator } from './emulator.ts';
import { createMemory } from './memory/memory.ts';
import * as parameters from './parameters.ts';
import { recall } from './memory/recall.ts';
import { run } from './run.ts';
import { readSettings } from './settings.ts';
import { targetAddress } from './targets/target-address.ts';

/** The name that Cloud Run gives the service; the emulator makes one up. */
const service = process.env['FUNCTIONS_EMULATOR'] === 'true' ? undefined : process.env['K_SERVICE'];

// Nothing runs by settings that are not clear.
const settings = readSettings(process.env);

const memory = createMemory(
  async () => {
    if (service !== undefined) return recall({ project: projectID.value(), service }, Date.now());
    logger.info('there is no Cloud Logging here: what is learned is forgotten with this process');
    return new Map();
  },
  (error) =>
    logger.warn(
      'what was learned before cannot be read back, so it is learned anew: the service account needs the role ' +
        `roles/logging.viewer. ${messageOf(error)}`,
    ),
);

/** At every tick, calls those targets that it is time for, so that the instance which answers users stays loaded. */
export const warmUp = onSchedule(
  {
    // Its type knows no parameter; this is how one is written into what the CLI reads.
    schedule: parameters.schedule.toCEL(),
    timeZone: parameters.timeZone,
    region: parameters.region,
    // It makes a few small requests: the least there is, at a fraction of a CPU.
    memory: '256MiB',
    cpu: 'gcf_gen1',
    serviceAccount: parameters.serviceAccount,
    maxInstances: 1,
    concurrency: 1,
    timeoutSeconds: 240,
    retryCount: 1,
    minBackoffSeconds: 10,
  },
  async () => {
    const { targets, bounds } = settings;
    await run({ targets, bounds, memory, call });
  },
);

async function call(target: string) {
  const { targetRegion, timeoutMs, appCheckAppId } = settings;
  const project = projectID.value();
  const emulator = await functionsEmulator(process.env);
  const { url, isOwn } = targetAddress(target, { project, region: targetRegion, emulator });
  // Elsewhere than on Google's machines nobody gives tokens out, and the emulator asks for none.
  const tokens = isOwn && service !== undefined ? await tokensFor(project, appCheckAppId) : {};
  return callTarget(url, { timeoutMs, tokens });
}

let mintAppCheckToken: (() => Promise<string>) | undefined;

/** Without one that is not to be had: a function that does not ask for it is warmed all the same. */
async function tokensFor(project: string, appCheckAppId: string | undefined): Promise<Tokens> {
  if (appCheckAppId !== undefined) {
    mintAppCheckToken ??= createAppCheckTokens({ project, appId: appCheckAppId });
  }
  const [identity, appCheck] = await Promise.all([
    identityToken(warmUpAudience(project)).catch((error: unknown) =>
      logger.warn(`no token is to be had that shows who calls. ${messageOf(error)}`),
    ),
    mintAppCheckToken?.().catch((error: unknown) =>
      logger.warn(
        'no App Check token is to be had for WARM_UP_APP_CHECK_APP_ID: the service account needs the role ' +
          `roles/iam.serviceAccountTokenCreator on itself. ${messageOf(error)}`,
      ),
    ),
  ]);
  return { identity: identity ?? undefined, appCheck: appCheck ?? undefined };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
