const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs `work` in a process that ends by `process.exit` when it is told to end meanwhile: so what is to be removed at its
 * exit is removed.
 */
export async function withExitOnSignal<Result>(work: () => Promise<Result>): Promise<Result> {
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = () => process.exit(code);
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}
