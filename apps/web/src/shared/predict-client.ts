import { createPredictor, type Predictor } from '@pilotlight/client';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, type Functions, getFunctions } from 'firebase/functions';
import { startAppCheck } from './app-check.ts';
import { findOutWhy } from './find-out-why.ts';
import { readHostingSetup } from './hosting-setup.ts';

/** Longer than a cold start takes, shorter than patience. */
const TIMEOUT_MS = 15_000;

const CALLS = {
  timeoutMs: TIMEOUT_MS,
  limitedUseAppCheckTokens: import.meta.env.VITE_APP_CHECK_LIMITED_USE === 'true',
};

/** Asks the deployed function about a model, or about all where none is named, and measures how long that takes. */
export type Ask = <Answer>(
  model: string | undefined,
  question: (predictor: Predictor<unknown>) => Promise<Answer>,
) => Promise<{ answer: Answer; roundTripMs: number }>;

/** Connects at once, so that the first call pays for the call alone. */
export function createPredictClient(): Ask {
  let connecting: Promise<Functions> | undefined;

  function connected(): Promise<Functions> {
    connecting ??= connect().catch((error: unknown) => {
      // The next call tries anew.
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  // What goes wrong here goes wrong again at the first call, which is where somebody is told.
  connected().catch(() => {});

  return async (model, question) => {
    const predictor = createPredictor(await connected(), { ...(model && { model }), ...CALLS });
    const start = performance.now();
    try {
      return { answer: await question(predictor), roundTripMs: performance.now() - start };
    } catch (error) {
      throw await findOutWhy(error);
    }
  };
}

async function connect(): Promise<Functions> {
  const { config, functionsEmulator } = await readHostingSetup();
  const app = initializeApp(config);
  try {
    const functions = getFunctions(app, import.meta.env.VITE_PREDICT_REGION);
    if (functionsEmulator)
      connectFunctionsEmulator(functions, functionsEmulator.host, functionsEmulator.port);
    else await startAppCheck(app);
    return functions;
  } catch (error) {
    await deleteApp(app);
    throw error;
  }
}
