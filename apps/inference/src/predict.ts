import { createModelRuntime } from '@pilotlight/model-runtime';
import { parseRequest, PilotlightError, WARM_UP_IDENTITY_HEADER } from '@pilotlight/protocol';
import {
  type CallableRequest,
  type CallableResponse,
  type HttpsError,
  onCall,
  type Request,
} from 'firebase-functions/https';
import { projectID } from 'firebase-functions/params';
import { join } from 'node:path';
import { checkAccess, type Credentials, TOKEN_INVALID } from './access.ts';
import { answer } from './answer.ts';
import { arrivalTime, watchArrivals } from './arrival-times.ts';
import { toCallableError } from './callable-error.ts';
import { consumeAppCheckToken } from './consume-app-check-token.ts';
import { guardCallable, takeData } from './door/guard-callable.ts';
import { assertBuiltFor, heldModels } from './held-models.ts';
import { imageMemoryBytes } from './image-memory.ts';
import { modelAccess, withoutNames } from './model-access.ts';
import { arrive, createInstance, leave } from './instance.ts';
import { type EndedCall, logCall } from './log-call.ts';
import * as parameters from './parameters.ts';
import { readSettings, SETTINGS_FILE } from './settings.ts';
import { cpu, memory } from './size.ts';
import { isOwnWarmUp } from './warm-up-identity.ts';

// With unclear settings, nothing is served.
const settings = readSettings(process.env);
assertBuiltFor(settings, SETTINGS_FILE);

// The build puts the models and the engines' files beside the bundle.
const runtime = createModelRuntime({
  modelsDirectory: join(import.meta.dirname, 'models'),
  assetPath: (file) => join(import.meta.dirname, 'engines', file),
  imageMemoryBytes,
  ...heldModels,
});
// With a second processor, the model is read while the framework starts.
void runtime.begin();
const instance = createInstance();
watchArrivals();

/** The callable function that predicts, describes its models, and can be warmed. */
export const predict = guardCallable(
  onCall(
    {
      region: parameters.region,
      memory,
      cpu,
      timeoutSeconds: parameters.timeoutSeconds,
      concurrency: parameters.concurrency,
      maxInstances: parameters.maxInstances,
      serviceAccount: parameters.serviceAccount,
    },
    async (call: CallableRequest, response?: CallableResponse) => {
      const arrival = arrive(instance);
      const access = modelAccess(call.auth, settings.accessClaim);
      const ended: EndedCall = { arrival, instanceId: instance.id, record: {} };
      try {
        const request = parseRequest(takeData(call));
        ended.op = request.op;
        await checkAccess(request, { ...credentialsOf(call), access }, settings);
        return await answer(request, {
          access,
          runtime,
          instance,
          arrival,
          options: {
            signal: response?.signal,
            deadline: deadlineOf(call),
            // Callers without a sign-in get the instance's version, so that it holds only one.
            stickTo: call.auth?.uid ?? instance.id,
            record: ended.record,
          },
        });
      } catch (error) {
        ended.error = error;
        throw toCallableError(withoutNames(error, access));
      } finally {
        leave(instance);
        logCall(ended, { request: call.rawRequest, percent: settings.logPercent });
      }
    },
  ),
  refuseToken,
);

/** Logs a call that has an invalid token, and returns the error for its caller. */
function refuseToken(request: Request): HttpsError {
  const error = new PilotlightError('TOKEN_INVALID', TOKEN_INVALID);
  const ended: EndedCall = { arrival: arrive(instance), instanceId: instance.id, record: {}, error };
  logCall(ended, { request, percent: settings.logPercent });
  return toCallableError(error);
}

function credentialsOf({ app, auth, rawRequest }: CallableRequest): Credentials {
  return {
    app,
    auth,
    isWarmUp: () =>
      isOwnWarmUp(rawRequest.headers[WARM_UP_IDENTITY_HEADER], {
        project: projectID.value(),
        account: settings.warmUpServiceAccount,
      }),
    consume: () => consumeAppCheckToken(rawRequest.headers['x-firebase-appcheck'], projectID.value()),
  };
}

/** Returns the time when the platform ends the call. */
function deadlineOf({ rawRequest }: CallableRequest): number {
  return arrivalTime(rawRequest) + 1000 * settings.timeoutSeconds;
}
