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

/** Cloud Run's name of the service; undefined in the emulator, which makes one up. */
const service = process.env['FUNCTIONS_EMULATOR'] === 'true' ? undefined : process.env['K_SERVICE'];

// With unclear settings, nothing runs.
const settings = readSettings(process.env);

const memory = createMemory(
  async () => {
    if (service !== undefined) return recall({ project: projectID.value(), service }, Date.now());
    logger.info('no Cloud Logging here: this process forgets what it learned when it ends');
    return new Map();
  },
  (error) =>
    logger.warn(
      'cannot read back what an earlier process learned, so it starts again: the service account needs the role ' +
        `roles/logging.viewer. ${messageOf(error)}`,
    ),
);

/** Calls the due targets at every tick, so that the instance which answers users stays loaded. */
export const warmUp = onSchedule(
  {
    // The type allows no parameter, so this passes the CLI its expression.
    schedule: parameters.schedule.toCEL(),
    timeZone: parameters.timeZone,
    region: parameters.region,
    // It makes a few small requests: the least memory, and a fraction of a CPU.
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
  // Only Google's machines get tokens, and the emulator requires none.
  const tokens = isOwn && service !== undefined ? await tokensFor(project, appCheckAppId) : {};
  return callTarget(url, { timeoutMs, tokens });
}

let mintAppCheckToken: (() => Promise<string>) | undefined;

/** Returns the tokens. A failure leaves one out: a function that does not require it still gets warm. */
async function tokensFor(project: string, appCheckAppId: string | undefined): Promise<Tokens> {
  if (appCheckAppId !== undefined) {
    mintAppCheckToken ??= createAppCheckTokens({ project, appId: appCheckAppId });
  }
  const [identity, appCheck] = await Promise.all([
    identityToken(warmUpAudience(project)).catch((error: unknown) =>
      logger.warn(`cannot get an identity token. ${messageOf(error)}`),
    ),
    mintAppCheckToken?.().catch((error: unknown) =>
      logger.warn(
        'cannot get an App Check token for WARM_UP_APP_CHECK_APP_ID: the service account needs the role ' +
          `roles/iam.serviceAccountTokenCreator on itself. ${messageOf(error)}`,
      ),
    ),
  ]);
  return { identity: identity ?? undefined, appCheck: appCheck ?? undefined };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
