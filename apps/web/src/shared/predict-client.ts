import { createPredictor, type Predictor } from '@pilotlight/client';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, type Functions, getFunctions } from 'firebase/functions';
import { startAppCheck } from './app-check.ts';
import { findOutWhy } from './find-out-why.ts';
import { readHostingSetup } from './hosting-setup.ts';
import type { EmulatorAddress } from './init-script.ts';

/** Longer than a cold start, shorter than a user's patience. */
const TIMEOUT_MS = 15_000;

const CALLS = {
  functionName: import.meta.env.VITE_PREDICT_FUNCTION,
  timeoutMs: TIMEOUT_MS,
  limitedUseAppCheckTokens: import.meta.env.VITE_APP_CHECK_LIMITED_USE === 'true',
};

/**
 * Calls the deployed function for a model, or for all if none is named, and measures the time.
 *
 * @param version defaults to the highest.
 */
export type Ask = <Answer>(
  model: string | undefined,
  question: (predictor: Predictor<unknown>) => Promise<Answer>,
  version?: number,
) => Promise<{ answer: Answer; roundTripMs: number }>;

/** A client of the deployed function. */
export interface PredictClient {
  ask: Ask;
  /** Returns the function's address. */
  address: () => Promise<string>;
}

interface Connection {
  functions: Functions;
  address: string;
}

/** Returns a client that connects at once, so that the first call takes only its own time. */
export function createPredictClient(): PredictClient {
  let connecting: Promise<Connection> | undefined;

  function connected(): Promise<Connection> {
    connecting ??= connect().catch((error: unknown) => {
      // The next call tries again.
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  // The first call fails in the same way, and shows the error.
  connected().catch(() => {});

  return {
    async ask(model, question, version) {
      const { functions } = await connected();
      const predictor = createPredictor(functions, {
        ...(model && { model }),
        ...(version && { version }),
        ...CALLS,
      });
      const start = performance.now();
      try {
        return { answer: await question(predictor), roundTripMs: performance.now() - start };
      } catch (error) {
        throw await findOutWhy(error);
      }
    },
    address: async () => (await connected()).address,
  };
}

async function connect(): Promise<Connection> {
  const { config, functionsEmulator } = await readHostingSetup();
  const app = initializeApp(config);
  try {
    const functions = getFunctions(app, import.meta.env.VITE_PREDICT_REGION);
    if (functionsEmulator)
      connectFunctionsEmulator(functions, functionsEmulator.host, functionsEmulator.port);
    else await startAppCheck(app);
    return { functions, address: addressOf(String(config.projectId), functionsEmulator) };
  } catch (error) {
    await deleteApp(app);
    throw error;
  }
}

function addressOf(project: string, emulator: EmulatorAddress | undefined): string {
  const { VITE_PREDICT_REGION: region, VITE_PREDICT_FUNCTION: name } = import.meta.env;
  if (emulator) return `http://${emulator.host}:${emulator.port}/${project}/${region}/${name}`;
  return `https://${region}-${project}.cloudfunctions.net/${name}`;
}
