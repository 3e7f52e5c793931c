import { createModelRuntime } from '@pilotlight/model-runtime';
import { parseRequest, WARM_UP_IDENTITY_HEADER } from '@pilotlight/protocol';
import { type CallableRequest, onCall } from 'firebase-functions/https';
import { projectID } from 'firebase-functions/params';
import { join } from 'node:path';
import { checkAccess, type Credentials } from './access.ts';
import { answer } from './answer.ts';
import { toCallableError } from './callable-error.ts';
import { guardCallable, takeData } from './door/guard-callable.ts';
import { imageMemoryBytes } from './image-memory.ts';
import { arrive, createInstance, leave } from './instance.ts';
import * as parameters from './parameters.ts';
import { isOwnWarmUp } from './warm-up-identity.ts';

// The build puts the models and the engines' files beside the bundle.
const runtime = createModelRuntime({
  modelsDirectory: join(import.meta.dirname, 'models'),
  assetPath: (file) => join(import.meta.dirname, 'engines', file),
  imageMemoryBytes,
});
const instance = createInstance();

/** The callable that answers predictions, says what it serves, and can be warmed. */
export const predict = guardCallable(
  onCall(
    {
      region: parameters.region,
      memory: parameters.memory,
      cpu: parameters.cpu,
      timeoutSeconds: parameters.timeoutSeconds,
      concurrency: parameters.concurrency,
      maxInstances: parameters.maxInstances,
    },
    async (call: CallableRequest) => {
      const arrival = arrive(instance);
      try {
        const request = parseRequest(takeData(call));
        await checkAccess(request.op, credentialsOf(call), {
          requireAppCheck: parameters.requireAppCheck.value(),
          requireSignIn: parameters.requireSignIn.value(),
        });
        return await answer(request, { runtime, instance, arrival });
      } catch (error) {
        throw toCallableError(error);
      } finally {
        leave(instance);
      }
    },
  ),
);

function credentialsOf({ app, auth, rawRequest }: CallableRequest): Credentials {
  return {
    app,
    auth,
    isWarmUp: () => isOwnWarmUp(rawRequest.headers[WARM_UP_IDENTITY_HEADER], projectID.value()),
  };
}
