import { encodeBinaryTensor, type PredictRequest } from '@pilotlight/protocol';
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
import { IMAGE_SIZE } from './mnist-image.ts';
import { readPrediction, type Prediction } from './prediction.ts';

/** Longer than a cold start takes, shorter than patience. */
const TIMEOUT_MS = 15_000;

/** Asks the deployed model what a 28 by 28 image shows. */
export type Predict = (image: Float32Array) => Promise<Prediction>;

/** Connects at once, so that the first call pays for the call alone. */
export function createPredictClient(): Predict {
  let connecting: Promise<HttpsCallable<PredictRequest>> | undefined;

  function connected(): Promise<HttpsCallable<PredictRequest>> {
    connecting ??= connect().catch((error: unknown) => {
      // The next call tries anew.
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  // What goes wrong here goes wrong again at the first call, which is where somebody is told.
  connected().catch(() => {});

  return async (image) => {
    const predict = await connected();
    const tensor = encodeBinaryTensor({ dtype: 'float32', shape: [IMAGE_SIZE, IMAGE_SIZE, 1], data: image });
    const start = performance.now();
    try {
      const { data } = await predict({ model: 'digits', instances: [tensor] });
      return readPrediction(data, performance.now() - start);
    } catch (error) {
      throw await findOutWhy(error);
    }
  };
}

async function connect(): Promise<HttpsCallable<PredictRequest>> {
  const { config, functionsEmulator } = await readHostingSetup();
  const app = initializeApp(config);
  try {
    const functions = getFunctions(app, import.meta.env.VITE_PREDICT_REGION);
    if (functionsEmulator)
      connectFunctionsEmulator(functions, functionsEmulator.host, functionsEmulator.port);
    else await startAppCheck(app);
    return httpsCallable(functions, 'predict', { timeout: TIMEOUT_MS });
  } catch (error) {
    await deleteApp(app);
    throw error;
  }
}
