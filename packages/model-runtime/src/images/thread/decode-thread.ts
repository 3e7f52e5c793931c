// Decodes images in a thread, one after the other. It is a separate file in a deployment.

import { parentPort, workerData } from 'node:worker_threads';
import { exposeGc } from '../../concurrency/expose-gc.ts';
import { decodeImageInput, ImageError } from '../decode-image-input.ts';
import type { ImageJob, ImageOutcome, ThreadData } from './image-job.ts';

// The memory of one image must be released before the next needs it, and V8 does not know how little there is.
exposeGc();

const { files, maxMemoryBytes }: ThreadData = workerData;

parentPort?.on('message', (job: ImageJob) => void answer(job));

async function answer(job: ImageJob): Promise<void> {
  const outcome = await decode(job);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
  parentPort?.postMessage(outcome);
}

async function decode(job: ImageJob): Promise<ImageOutcome> {
  try {
    const assetPath = (name: string) => files[name] ?? name;
    return { tensor: await decodeImageInput({ ...job, maxMemoryBytes, assetPath }) };
  } catch (error) {
    if (!ImageError.isInstance(error)) return { failure: error };
    return { refusal: { expected: error.expected, received: error.received } };
  }
}
