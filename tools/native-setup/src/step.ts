import { cursorTo } from 'node:readline';

/** Shows a step's title and its elapsed time while it runs; without a terminal, only the total time. */
export async function step<T>({ title, work }: { title: string; work: () => Promise<T> }): Promise<T> {
  const { stdout } = process;
  const start = performance.now();
  const elapsed = () => ` ... ${Math.round((performance.now() - start) / 1000)} s`;
  const count = () => {
    cursorTo(stdout, title.length);
    stdout.write(elapsed());
  };
  stdout.write(title);
  const counter = stdout.isTTY ? setInterval(count, 1000) : undefined;
  try {
    return await work();
  } finally {
    clearInterval(counter);
    stdout.write(stdout.isTTY ? '\n' : `${elapsed()}\n`);
  }
}
