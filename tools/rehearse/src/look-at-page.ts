import { BROWSER_ARGS, BROWSER_PATH } from '@pilotlight/local-platform';
import { type BrowserContext, chromium, errors, type Locator, type Page, type Route } from 'playwright-core';
import type { Problem } from './problem.ts';
import type { SampleQuestion } from './sample-question.ts';
import { standInForAppCheck } from './stand-in-for-app-check.ts';

const TIMEOUT_MS = 20_000;

/** Observations of a browser. */
export interface PageVisit {
  problems: Problem[];
  /** Use that was made of the page, and its answer; undefined if the page has no tab for that. */
  used: string | undefined;
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

const DIGITS = 'digits';
/** The only signature that the playground calls. */
const PLAYGROUND_SIGNATURE = 'serving_default';

/**
 * Opens the page in a real browser at its cloud address, and uses it: draws a stroke if the model `digits` is served,
 * or else calls a served model in the playground. The page calls `predict` at its cloud address too. Returns undefined
 * if there is no browser.
 */
export async function lookAtPage(
  addresses: CloudAddresses,
  questions: readonly SampleQuestion[],
): Promise<PageVisit | undefined> {
  if (BROWSER_PATH === undefined) return undefined;
  const browser = await chromium.launch({ executablePath: BROWSER_PATH, args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ viewport: { width: 1200, height: 880 } });
    const elsewhere = await mapCloud(context, addresses);
    await standInForAppCheck(context);
    const page = await context.newPage();
    const logged: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') logged.push(message.text());
    });
    page.on('pageerror', ({ message }) => logged.push(message));
    await page.goto(`https://${addresses.site}.web.app/`);
    const { used, problem: unused } = await usePage(page, questions);
    const problems = [unused ?? [], logged, elsewhere].flat();
    return { problems: [...new Set(problems)].map((problem) => ({ where: 'page', problem })), used };
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

interface PageUse {
  used?: string;
  problem?: string;
}

async function usePage(page: Page, questions: readonly SampleQuestion[]): Promise<PageUse> {
  const isDigitsServed = questions.some(({ model }) => model === DIGITS);
  const canvas = page.getByLabel('Draw a digit');
  const hasCanvas = (await canvas.count()) > 0;
  if (hasCanvas && isDigitsServed) return drawAStroke(page, canvas);
  if (hasCanvas)
    return { problem: `it has a tab for the model ${DIGITS}, which is not served: build it again` };
  const asked = questions.find(({ request }) => request['signature'] === PLAYGROUND_SIGNATURE);
  return asked ? askInPlayground(page, asked.model) : {};
}

/** Draws a vertical stroke, as in a one. */
async function drawAStroke(page: Page, canvas: Locator): Promise<PageUse> {
  const box = await canvas.boundingBox();
  if (!box) return {};
  await page.mouse.move(box.x + box.width * 0.52, box.y + box.height * 0.18);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.82, { steps: 6 });
  await page.mouse.up();
  const answered = page.getByTestId('answer').filter({ hasText: /\S/ });
  await answered.waitFor({ timeout: TIMEOUT_MS }).catch(() => undefined);
  const answer = (await answered.count()) === 0 ? '' : await answered.textContent();
  return answer === ''
    ? { problem: 'a drawn stroke got no answer' }
    : { used: `read a drawn stroke as ${answer}` };
}

/** Calls a model with the values that the playground shows at first. */
async function askInPlayground(page: Page, model: string): Promise<PageUse> {
  const tab = page.getByRole('tab', { name: 'Playground' });
  if ((await tab.count()) === 0) return {};
  await tab.click();
  const panel = page.getByRole('tabpanel');
  const answered = panel.getByTestId('playground-model').filter({ hasText: /, v\d/ });
  const alert = panel.getByRole('alert').filter({ hasText: /\S/ });
  try {
    await panel.getByLabel('Model', { exact: true }).selectOption(model, { timeout: TIMEOUT_MS });
    await panel.getByRole('button', { name: 'Ask', exact: true }).click({ timeout: TIMEOUT_MS });
    await answered.or(alert).waitFor({ timeout: TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
  if ((await answered.count()) > 0)
    return { used: `called ${await answered.textContent()} in its playground` };
  const why = ['', ...(await alert.allTextContents())].join(': ');
  return { problem: `its playground got no answer from ${model}${why}` };
}
