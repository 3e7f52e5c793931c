import { resolve } from 'node:path';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Option } from 'commander';

/** Where what takes minutes to make is kept from one run to the next, outside of the repository. */
export function cacheOption(): Option {
  return new Option(
    '--cache <folder>',
    'where models and Python TensorFlow are kept from one run to the next',
  )
    .default(`${cacheFolder()}-bench`, '~/.cache/pilotlight-bench')
    .argParser(toPath);
}

/** The Python package `tensorflowjs` cannot be installed beside a present TensorFlow, only imported. */
export function converterOption(): Option {
  return new Option(
    '--tfjs-converter <folder>',
    '`tfjs-converter/python` of a checkout of tensorflow/tfjs, to make the TensorFlow.js form with',
  ).argParser(toPath);
}

/** See quantised-mobilenet.ts for what is in it. */
export function dataOption(): Option {
  return new Option('--data <folder>', 'the trained, quantised MobileNetV2 with its labels and a photograph')
    .env('MOBILENET_DATA')
    .argParser(toPath);
}

/** What is started works in other folders. */
function toPath(value: string): string {
  return resolve(value);
}

/** How many processors each process is held to. */
export function processorsOption(): Option {
  return new Option(
    '--processors <count>',
    'processors that each process is held to: one is what a function has, two what it is lent while it starts',
  )
    .argParser(wholeNumber('count', { most: 64 }))
    .default(1);
}
