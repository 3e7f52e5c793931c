import type { PilotlightRequest } from '@pilotlight/protocol';
import { deleteApp, initializeApp } from 'firebase/app';
import {
  connectFunctionsEmulator,
  getFunctions,
  httpsCallable,
  type HttpsCallable,
} from 'firebase/functions';
import { startAppCheck } from './app-check.ts';
import { findOutWhy } from './find-out-why.ts';
import { readHostingSetup } from './hosting-setup.ts';

/** Longer than a cold start takes, shorter than patience. */
const TIMEOUT_MS = 15_000;

/** Calls the deployed function; `data` is its answer, not read yet. */
export type Call = (request: PilotlightRequest) => Promise<{ data: unknown; roundTripMs: number }>;

/** Connects at once, so that the first call pays for the call alone. */
export function createPredictClient(): Call {
  let connecting: Promise<HttpsCallable<PilotlightRequest>> | undefined;

  function connected(): Promise<HttpsCallable<PilotlightRequest>> {
    connecting ??= connect().catch((error: unknown) => {
      // The next call tries anew.
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  // What goes wrong here goes wrong again at the first call, which is where somebody is told.
  connected().catch(() => {});

  return async (request) => {
    const predict = await connected();
    const start = performance.now();
    try {
      const { data } = await predict(request);
      return { data, roundTripMs: performance.now() - start };
    } catch (error) {
      throw await findOutWhy(error);
    }
  };
}

async function connect(): Promise<HttpsCallable<PilotlightRequest>> {
  const { config, functionsEmulator } = await readHostingSetup();
  const app = initializeApp(config);
  try {
    const functions = getFunctions(app, import.meta.env.VITE_PREDICT_REGION);
    if (functionsEmulator)
      connectFunctionsEmulator(functions, functionsEmulator.host, functionsEmulator.port);
    else await startAppCheck(app);
    return httpsCallable(functions, 'predict', {
      timeout: TIMEOUT_MS,
      limitedUseAppCheckTokens: import.meta.env.VITE_APP_CHECK_LIMITED_USE === 'true',
    });
  } catch (error) {
    await deleteApp(app);
    throw error;
  }
}
