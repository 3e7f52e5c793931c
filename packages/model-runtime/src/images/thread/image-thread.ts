import type { Tensor } from '@pilotlight/protocol/tensors';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { CallOptions } from '../../concurrency/call-options.ts';
import { createFairQueue } from '../../concurrency/fair-queue.ts';
import { CancelledError } from '../../errors/cancelled-error.ts';
import { DeadlineExceededError } from '../../errors/deadline-exceeded-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { DecoderOptions } from '../image-decoder.ts';
import { ImageError } from '../image-error.ts';
import { IMAGE_FILES } from '../image-files.ts';
import type { ImageJob, ImageOutcome, ThreadData } from './image-job.ts';
import { THREAD_FILE } from './thread-file.ts';

/** Decodes images beside the thread that answers, so that other calls do not wait for them. */
export interface ImageThread {
  /**
   * Decodes one image at a time, in the order of arrival.
   *
   * @param take returns the image in its turn, so that waiting images are not held twice.
   * @throws {ImageError} for an image that is not supported. @throws {EngineError} if the thread does not run.
   * @throws {CancelledError} if the caller leaves before the image is decoded. @throws {DeadlineExceededError}
   */
  decode(take: () => ImageJob, options: CallOptions): Promise<Tensor>;
  /** Releases its memory, once the current image is decoded. A later call starts it again. */
  end(): Promise<void>;
}

/** Starts the thread for the first image: that takes 40 ms and 12 MiB. */
export function createImageThread({ assetPath, maxMemoryBytes = Infinity }: DecoderOptions): ImageThread {
  const queue = createFairQueue();
  let thread: Worker | undefined;

  async function start(): Promise<Worker> {
    const { Worker } = await import('node:worker_threads');
    const files = Object.fromEntries(Object.keys(IMAGE_FILES).map((name) => [name, assetPath(name)]));
    const workerData: ThreadData = { files, maxMemoryBytes };
    const worker = new Worker(assetPath(THREAD_FILE), { workerData });
    // Also if it ends between images: an error that nobody listens to would end the process.
    worker.on('error', () => {
      if (thread === worker) thread = undefined;
    });
    return worker;
  }

  async function end(): Promise<void> {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  }

  async function decode(job: ImageJob, options: CallOptions): Promise<Tensor> {
    const worker = (thread ??= await start());
    // It keeps a process from ending only while it works.
    worker.ref();
    const over = untilUnwanted(options);
    try {
      worker.postMessage(job, [job.bytes.buffer]);
      const [outcome] = await once(worker, 'message', { signal: over.signal });
      worker.unref();
      return tensorOf(outcome);
    } catch (error) {
      if (ImageError.isInstance(error)) throw error;
      // The current image cannot be stopped.
      await end();
      over.signal.throwIfAborted();
      throw EngineError.isInstance(error) ? error : failed(error);
    } finally {
      over.clear();
    }
  }

  return {
    decode: (take, options) => queue(() => decode(take(), options), options),
    end: () => queue(end),
  };
}

/** Returns a signal that is aborted, with the error to throw, once nobody waits for an answer any more. */
function untilUnwanted({ signal, deadline }: CallOptions): { signal: AbortSignal; clear: () => void } {
  const over = new AbortController();
  const leave = () => over.abort(new CancelledError());
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave);
  const late =
    deadline === undefined
      ? undefined
      : setTimeout(() => over.abort(new DeadlineExceededError()), deadline - performance.now());
  return {
    signal: over.signal,
    clear: () => {
      clearTimeout(late);
      signal?.removeEventListener('abort', leave);
    },
  };
}

function tensorOf(outcome: ImageOutcome): Tensor {
  if ('tensor' in outcome) return outcome.tensor;
  if ('refusal' in outcome) throw new ImageError(outcome.refusal);
  throw failed(outcome.failure);
}

function failed(cause: unknown): EngineError {
  return new EngineError('images', 'an image could not be decoded in its thread', { cause });
}
