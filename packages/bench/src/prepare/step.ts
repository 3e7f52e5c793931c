/** Prints on stderr the step that is running, and its time. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  process.stderr.write(`${title} ... `);
  try {
    const result = await work();
    process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
}
