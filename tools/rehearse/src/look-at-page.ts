import { BROWSER_ARGS, BROWSER_PATH } from '@pilotlight/local-platform';
import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import type { Problem } from './problem.ts';
import { standInForAppCheck } from './stand-in-for-app-check.ts';

const TIMEOUT_MS = 20_000;

/** What a browser saw. */
export interface PageVisit {
  problems: Problem[];
  /** What the page said of a stroke that was drawn, where it has something to draw on. */
  answer: string | undefined;
}

/** Where, in the rehearsal, the addresses lead that the page and the function have in the cloud. */
export interface CloudAddresses {
  project: string;
  /** The Hosting site. */
  site: string;
  region: string;
  page: string;
  predict: string;
}

/**
 * Opens the page in a real browser at the address that it will have, and draws a stroke: the page asks `predict` as it
 * will, by its address in the cloud. Undefined where there is no browser.
 */
export async function lookAtPage(addresses: CloudAddresses): Promise<PageVisit | undefined> {
  if (BROWSER_PATH === undefined) return undefined;
  const browser = await chromium.launch({ executablePath: BROWSER_PATH, args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ viewport: { width: 1200, height: 880 } });
    const elsewhere = await mapCloud(context, addresses);
    await standInForAppCheck(context);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`https://${addresses.site}.web.app/`);
    const answer = await drawAStroke(page);
    if (answer === '') errors.push('nothing was answered to a stroke that was drawn');
    return {
      problems: [...new Set([...errors, ...elsewhere])].map((problem) => ({ where: 'page', problem })),
      answer: answer === '' ? undefined : answer,
    };
  } finally {
    await browser.close();
  }
}

/** Leads the two addresses of the deployment to this machine, and nothing else anywhere; gives what else was asked for. */
async function mapCloud(
  context: BrowserContext,
  { project, site, region, page, predict }: CloudAddresses,
): Promise<string[]> {
  const elsewhere: string[] = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    const misses = url.includes('.cloudfunctions.net/');
    elsewhere.push(
      misses
        ? `it asks ${url}, and predict is in ${region}: VITE_PREDICT_REGION says where it looks`
        : `it asks for ${url}`,
    );
    return route.abort();
  });
  await context.route(`https://${site}.web.app/**`, leadTo(page));
  await context.route(`https://${region}-${project}.cloudfunctions.net/**`, leadTo(predict));
  return elsewhere;
}

function leadTo(local: string): (route: Route) => Promise<void> {
  return async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${local}${pathname}${search}` }) });
  };
}

/** From the top to the bottom, as a one is written; undefined for a page that has nothing to draw on. */
async function drawAStroke(page: Page): Promise<string | undefined> {
  const canvas = page.getByLabel('Draw a digit');
  if ((await canvas.count()) === 0) return undefined;
  const box = await canvas.boundingBox();
  if (!box) return undefined;
  await page.mouse.move(box.x + box.width * 0.52, box.y + box.height * 0.18);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.82, { steps: 6 });
  await page.mouse.up();
  const answer = page.getByTestId('answer');
  await answer
    .filter({ hasText: /\S/ })
    .waitFor({ timeout: TIMEOUT_MS })
    .catch(() => undefined);
  return (await answer.textContent()) ?? '';
}
