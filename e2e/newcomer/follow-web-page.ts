/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BROWSER_ARGS, BROWSER_PATH, HOW_TO_GET_A_BROWSER } from '@pilotlight/local-platform';
import { chromium } from 'playwright-core';
import { serveFolder } from '../support/serve-page.ts';
import { withEmptyFolder } from './empty-folder.ts';
import { followPage, type Way } from './follow-page.ts';

/** Follows the page in a new web app: opens it, and checks that its compiler catches a mistake. */
export function followWebPage(page: string): Promise<Way> {
  return withEmptyFolder(async (folder) => {
    const seen: string[] = [];
    const seconds = await followPage(page, folder, async () => {
      const app = join(folder, 'shop');
      seen.push(await openApp(join(app, 'dist')), await compileMistake(app));
    });
    return { seconds, seen };
  });
}

async function openApp(dist: string): Promise<string> {
  if (BROWSER_PATH === undefined) return HOW_TO_GET_A_BROWSER;
  await using site = await serveFolder(dist);
  const browser = await chromium.launch({ executablePath: BROWSER_PATH, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    const answer = page.getByText('That is a 1.');
    await answer.waitFor({ timeout: 20_000 }).catch(async (cause: unknown) => {
      throw new Error(`the app says: ${await page.locator('#answer').textContent()}`, { cause });
    });
    return `In the browser: ${await answer.textContent()}`;
  } finally {
    await browser.close();
  }
}

/** Compiles the app with a label that does not exist; returns the compiler's error. */
async function compileMistake(app: string): Promise<string> {
  await appendFile(
    join(app, 'src/main.ts'),
    `\nif ((await digits.top([pixels], 1)).top[0]?.[0]?.label === 'cat') answer.remove();\n`,
  );
  const failed = await promisify(execFile)('npm', ['run', '--silent', 'check'], { cwd: app }).then(
    () => undefined,
    (error: { stdout: string }) => error.stdout.trim(),
  );
  if (failed === undefined) throw new Error('code with an unknown label compiles');
  return `The compiler: ${failed.split('\n')[0]}`;
}
