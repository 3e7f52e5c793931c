import { BROWSER_ARGS, BROWSER_PATH } from '@pilotlight/local-platform';
import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import type { Problem } from './problem.ts';
import { standInForAppCheck } from './stand-in-for-app-check.ts';

const TIMEOUT_MS = 20_000;

/** Observations of a browser. */
export interface PageVisit {
  problems: Problem[];
  /** The page's answer to a drawn stroke, if it has something to draw on. */
  answer: string | undefined;
}

/** Local addresses of the rehearsal for the cloud addresses of the page and the function. */
export interface CloudAddresses {
  project: string;
  /** The Hosting site. */
  site: string;
  region: string;
  page: string;
  predict: string;
}

/**
 * Opens the page in a real browser at its cloud address, and draws a stroke: the page calls `predict` at its cloud
 * address too. Returns undefined if there is no browser.
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
    if (answer === '') errors.push('a drawn stroke got no answer');
    return {
      problems: [...new Set([...errors, ...elsewhere])].map((problem) => ({ where: 'page', problem })),
      answer: answer === '' ? undefined : answer,
    };
  } finally {
    await browser.close();
  }
}

/** Routes the deployment's two addresses to this machine, and blocks all others; returns the blocked requests. */
async function mapCloud(
  context: BrowserContext,
  { project, site, region, page, predict }: CloudAddresses,
): Promise<string[]> {
  const elsewhere: string[] = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    const misses = url.includes('.cloudfunctions.net/');
    elsewhere.push(
      misses ? `it calls ${url}, but predict is in ${region}: set VITE_PREDICT_REGION` : `it requests ${url}`,
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

/** Draws a vertical stroke, as in a one; returns the page's answer, or undefined if the page has nothing to draw on. */
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
