import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { encodePrediction, parseRequest } from '@pilotlight/protocol';
import { initializeApp } from 'firebase/app';
import { getFunctions } from 'firebase/functions';

// The app that the client's examples are part of. Their calls are answered by a runtime with the repository's models.

export const config = { projectId: 'demo-pilotlight', appId: 'example' };
export const functions = getFunctions(initializeApp(config, 'surroundings'));
export const pixels = new Float32Array(28 * 28);
export const showBusy = (): void => {};

const runtime = createModelRuntime({ modelsDirectory: '../../models', assetPath: installedAsset });

globalThis.fetch = async (address, options) => {
  const body: { data: unknown } = JSON.parse(await new Request(address, options).text());
  const request = parseRequest(body.data);
  if (request.op !== 'predict') throw new Error(`no example calls '${request.op}'`);
  const prediction = await runtime.predict(request);
  const { model, version, loadMs, queueMs, inferenceMs } = prediction;
  const timing = { loadMs, queueMs, inferenceMs, cold: false, instanceId: 'example' };
  return Response.json({ result: { ...encodePrediction(request, prediction), model, version, timing } });
};
