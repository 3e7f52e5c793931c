import type { ProcessMessage } from './process-messages.ts';

/** Sends a message to the parent process, and waits until it is on its way. */
export async function send(message: ProcessMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (process.send) process.send(message, () => resolve());
  else resolve();
  return promise;
}
