// A process that runs a model on the inputs that it receives, with another TensorFlow.js backend than the model's engine.
// See answer-with.ts.

import { installedAsset } from '../deployment/runtime-parts.ts';
import { loadTfjsModel } from '../engines/tfjs/load-tfjs-model.ts';
import { createModelSource } from '../load-model.ts';
import { startEngine } from '../engines/start-engine.ts';
import { sampleSignature } from '../request/sample.ts';
import { readManifest } from '../store/model-directory.ts';
import { wordsOf } from './find-sample.ts';
import { send } from './send.ts';
import { readTensors, writeTensors, type WrittenTensors } from './written-tensors.ts';

const [path = '', model = '', version, reference] = process.argv.slice(2);

process.once('message', (inputs: WrittenTensors[]) => {
  void answerAll(inputs)
    .then(
      (answers) => send({ answers }),
      (error: unknown) => send({ why: wordsOf(error).split('\n')[0] ?? '' }),
    )
    .finally(() => process.exit());
});

async function answerAll(inputs: readonly WrittenTensors[]): Promise<(WrittenTensors | null)[]> {
  const directory = { path, model, version: Number(version) };
  const manifest = await readManifest(directory);
  const source = createModelSource(directory, manifest);
  const loaded = await loadReference(source);
  const signature = sampleSignature(manifest);
  const answers: (WrittenTensors | null)[] = [];
  for (const written of inputs) {
    const outputs = await loaded.run(signature, readTensors(written)).catch(() => undefined);
    answers.push(outputs ? writeTensors(outputs) : null);
  }
  return answers;
}

async function loadReference(source: ReturnType<typeof createModelSource>) {
  if (reference === 'tfjs-node') {
    const engine = await startEngine('tfjs-node', { assetPath: installedAsset });
    return engine.load(source);
  }
  await import('@tensorflow/tfjs-backend-cpu');
  return loadTfjsModel(source, 'cpu');
}
