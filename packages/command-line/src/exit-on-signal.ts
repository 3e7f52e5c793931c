const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs `work`, and ends the process with `process.exit` on a signal meanwhile, so that handlers of `exit` can remove
 * files.
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
