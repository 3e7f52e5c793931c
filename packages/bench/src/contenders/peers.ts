import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { DrawnMobilenet } from '../prepare/drawn-mobilenet.ts';
import type { Python } from '../prepare/python.ts';
import { startServer } from '../server.ts';
import { agree } from './agree.ts';
import { callOf, type Contender, resultOf } from './contender.ts';
import { startFunctionOf } from './floors.ts';

/** TensorFlow for Node.js with a SavedModel, as in the tutorials, in a folder as it is deployed: not bundled. */
export async function tfjsNodePeer(drawn: DrawnMobilenet, folder: string): Promise<Contender> {
  await copyOf('tfjs-node', drawn, folder);
  return {
    id: 'peer-tfjs-node',
    name: 'peer: tfjs-node, MobileNetV2 SavedModel',
    role: 'peer',
    start: (processors) => startFunctionOf(folder, 'predict', { processors }),
    ...askedWithPixels(drawn),
  };
}

/** TensorFlow for Python with the same model, started as the Functions Framework for Python does. */
export async function pythonPeer(drawn: DrawnMobilenet, python: Python, folder: string): Promise<Contender> {
  await copyOf('python', drawn, folder);
  const server = (port: number) =>
    python.hasFunctionsFramework
      ? ['functions_framework', '--target=predict', '--source=main.py', '--host=127.0.0.1', `--port=${port}`]
      : ['gunicorn', `--bind=127.0.0.1:${port}`, '--workers=1', '--threads=8', '--timeout=0', 'main:app'];
  return {
    id: 'peer-python',
    name: `peer: Python TensorFlow (${python.hasFunctionsFramework ? 'functions-framework' : 'Flask, gunicorn'}), SavedModel`,
    role: 'peer',
    start: (processors) =>
      startServer({ command: (port) => [python.executable, '-m', ...server(port)], cwd: folder, processors }),
    ...askedWithPixels(drawn),
  };
}

async function copyOf(contender: string, drawn: DrawnMobilenet, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(join(REPOSITORY, 'bench/contenders', contender), folder, { recursive: true });
  await symlink(drawn.savedModel, join(folder, 'saved_model'), 'junction');
}

/** Nested arrays of pixels from 0 to 255: the shortest form in the tutorials. */
function askedWithPixels({ pixels, scores }: DrawnMobilenet): Pick<Contender, 'body' | 'isCorrect'> {
  const image = rows(rows([...pixels], 3), 224);
  return {
    body: callOf({ image }),
    isCorrect(answer) {
      const result = resultOf(answer);
      return agree(
        typeof result === 'object' && result !== null && 'scores' in result ? result.scores : undefined,
        scores,
      );
    },
  };
}

function rows<Element>(elements: readonly Element[], length: number): Element[][] {
  return Array.from({ length: elements.length / length }, (_, at) =>
    elements.slice(at * length, (at + 1) * length),
  );
}
