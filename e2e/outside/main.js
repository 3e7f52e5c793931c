import { createPredictor } from '@pilotlight/client';
import { initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

const functions = getFunctions(initializeApp({ projectId: 'demo-pilotlight' }));
connectFunctionsEmulator(functions, '127.0.0.1', Number(new URLSearchParams(location.search).get('port')));

/** Returns the label of a digit's pixels. */
globalThis.readDigit = async (pixels) => {
  const { top } = await createPredictor(functions, { model: 'digits' }).top([Float32Array.from(pixels)], 1);
  return top[0][0].label;
};

/** Sends a picture of this size. */
globalThis.sendPicture = async (width, height) => {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d').fillRect(0, 0, width, height);
  const picture = await canvas.convertToBlob({ type: 'image/png' });
  await createPredictor(functions, { model: 'photo' }).predict([picture]);
  await createPredictor(functions, { model: 'photo' }).predict([new Uint8Array(await picture.arrayBuffer())]);
  return createPredictor(functions, { model: 'photo' })
    .predict([new Blob(['no picture'])])
    .catch(({ reason, field }) => ({ reason, field }));
};
