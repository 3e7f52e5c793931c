import { resolve } from 'node:path';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Option } from 'commander';

/** Folder outside of the repository that keeps slow-to-make files between runs. */
export function cacheOption(): Option {
  return new Option('--cache <folder>', 'folder that keeps models and Python TensorFlow between runs')
    .default(`${cacheFolder()}-bench`, '~/.cache/pilotlight-bench')
    .argParser(toPath);
}

/** The Python package `tensorflowjs` cannot be installed with a current TensorFlow, only imported. */
export function converterOption(): Option {
  return new Option(
    '--tfjs-converter <folder>',
    '`tfjs-converter/python` of a checkout of tensorflow/tfjs, which makes the TensorFlow.js form',
  ).argParser(toPath);
}

/** See quantized-mobilenet.ts for its files. */
export function dataOption(): Option {
  return new Option(
    '--data <folder>',
    'folder with the trained, quantized MobileNetV2, its labels and a photo',
  )
    .env('MOBILENET_DATA')
    .argParser(toPath);
}

/** Started processes run in other folders, so paths must be absolute. */
function toPath(value: string): string {
  return resolve(value);
}

/** Number of processors that each process is held to. */
export function processorsOption(): Option {
  return new Option(
    '--processors <count>',
    'processors that each process is held to: a function has one, and two while it starts',
  )
    .argParser(wholeNumber('count', { most: 64 }))
    .default(1);
}
