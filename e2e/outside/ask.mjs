import { readFile } from 'node:fs/promises';
import { createPredictor, isPredictError } from '@pilotlight/client';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

// node ask.mjs PORT FILE: prints the digit that the pixels in a file show, and the field that is wrong with too few
// pixels.
const [port, file] = process.argv.slice(2);
const app = initializeApp({ projectId: 'demo-pilotlight' });
const functions = getFunctions(app);
connectFunctionsEmulator(functions, '127.0.0.1', Number(port));

const digits = createPredictor(functions, { model: 'digits' });
const pixels = new Float32Array(Uint8Array.from(await readFile(file)).buffer);
const { top } = await digits.top([pixels], 1);
const wrong = await digits.predict([pixels.subarray(1)]).catch((error) => error);
console.log(
  JSON.stringify({ label: top[0][0].label, field: isPredictError(wrong, 'INVALID_REQUEST') && wrong.field }),
);
await deleteApp(app);
