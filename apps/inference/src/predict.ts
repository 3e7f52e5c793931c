import { createModelRuntime } from '@pilotlight/model-runtime';
import {
  MAX_REQUEST_BYTES,
  parseRequest,
  RequestTooLargeError,
  WARM_UP_IDENTITY_HEADER,
} from '@pilotlight/protocol';
import { type CallableRequest, type CallableResponse, onCall } from 'firebase-functions/https';
import { projectID } from 'firebase-functions/params';
import { join } from 'node:path';
import { checkAccess, type Credentials } from './access.ts';
import { answer } from './answer.ts';
import { arrivalTime, watchArrivals } from './arrival-times.ts';
import { toCallableError } from './callable-error.ts';
import { arrive, createInstance, leave } from './instance.ts';
import * as parameters from './parameters.ts';
import { isOwnWarmUp } from './warm-up-identity.ts';

// The build puts the models and the engines' files beside the bundle.
const runtime = createModelRuntime({
  modelsDirectory: join(import.meta.dirname, 'models'),
  assetPath: (file) => join(import.meta.dirname, 'engines', file),
});
const instance = createInstance();
watchArrivals();

/** The callable that answers predictions, says what it serves, and can be warmed. */
export const predict = onCall(
  {
    region: parameters.region,
    memory: parameters.memory,
    cpu: parameters.cpu,
    timeoutSeconds: parameters.timeoutSeconds,
    concurrency: parameters.concurrency,
    maxInstances: parameters.maxInstances,
  },
  async (call: CallableRequest, response?: CallableResponse) => {
    const arrival = arrive(instance);
    try {
      boundBody(call);
      const request = parseRequest(call.data);
      await checkAccess(request.op, credentialsOf(call), {
        requireAppCheck: parameters.requireAppCheck.value(),
        requireSignIn: parameters.requireSignIn.value(),
      });
      return await answer(request, {
        runtime,
        instance,
        arrival,
        options: { signal: response?.signal, deadline: deadlineOf(call) },
      });
    } catch (error) {
      throw toCallableError(error);
    } finally {
      leave(instance);
    }
  },
);

function credentialsOf({ app, auth, rawRequest }: CallableRequest): Credentials {
  return {
    app,
    auth,
    isWarmUp: () => isOwnWarmUp(rawRequest.headers[WARM_UP_IDENTITY_HEADER], projectID.value()),
  };
}

/** When the platform gives the call up. What a parameter's `value()` is without one set is 0, not its default. */
function deadlineOf({ rawRequest }: CallableRequest): number {
  const seconds = parameters.timeoutSeconds.value() || parameters.DEFAULT_TIMEOUT_SECONDS;
  return arrivalTime(rawRequest) + 1000 * seconds;
}

/** Cloud Functions refuses such a body itself; the emulator and other hosts do not. */
function boundBody({ rawRequest }: CallableRequest): void {
  const { length } = rawRequest.rawBody;
  if (length <= MAX_REQUEST_BYTES) return;
  throw new RequestTooLargeError({
    field: 'request',
    expected: `at most ${MAX_REQUEST_BYTES} bytes`,
    received: `${length} bytes`,
  });
}
