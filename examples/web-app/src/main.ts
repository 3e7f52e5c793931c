import { createPredictor, isPredictError } from '@pilotlight/client';
import { initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

const functions = getFunctions(initializeApp({ projectId: 'demo-pilotlight' }));
// Not where the functions are deployed: there, initializeApp gets your project's configuration, and this line goes.
connectFunctionsEmulator(functions, '127.0.0.1', 5001);

const digits = createPredictor<'digits'>(functions, { model: 'digits' });
const pixels = new Float32Array(28 * 28);
for (let y = 4; y < 24; y++) pixels.fill(1, y * 28 + 13, y * 28 + 16); // a stroke from top to bottom

const answer = document.querySelector('#answer') ?? document.body;
try {
  const { top } = await digits.top([pixels], 1);
  const label = top[0]?.[0]?.label; // '0' | '1' | … | '9' | undefined
  answer.textContent = `That is a ${label}.`;
} catch (error) {
  answer.textContent = isPredictError(error) ? `${error.message} ${error.fix}` : String(error);
}
