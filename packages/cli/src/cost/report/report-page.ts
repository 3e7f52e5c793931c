import { parseHTML } from 'linkedom';
import type { CostReport } from '../compare.ts';
import { describeTraffic, explain } from '../explain.ts';
import { elementMaker } from './element.ts';
import { moneyPicture } from './money-picture.ts';
import { figure } from './picture.ts';
import { STYLES } from './styles.ts';
import { basisTable, billTable, policyTable, weekTable } from './tables.ts';
import { weekPicture } from './week-picture.ts';

/** The comparison as a page that stands alone: no script, nothing from elsewhere. */
export function reportPage(report: CostReport): string {
  const { comparison, basis } = report;
  const { outcomes, chosen } = comparison;
  const { document } = parseHTML('<html lang="en"><head></head><body></body></html>');
  const make = elementMaker(document);
  const title = `What it costs to keep ${basis.model.name} warm`;
  document.head.append(
    make('meta', { charset: 'utf-8' }),
    make('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    make('meta', {
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    // linkedom writes what stands in a title as it is: nothing of a file may.
    make('title', {}, 'What it costs to keep a model warm'),
    make('style', {}, STYLES),
  );

  const nothing = outcomes.find(({ policy }) => policy.name === 'nothing');
  const weeks = [nothing, chosen === nothing ? undefined : chosen].filter((outcome) => outcome !== undefined);
  document.body.append(
    make(
      'main',
      {},
      make('h1', {}, title),
      make('p', { class: 'quiet' }, describeTraffic(report)),
      make(
        'section',
        { class: 'card' },
        make('h2', {}, 'What to do'),
        ...explain(comparison).map((text) => make('p', {}, text)),
      ),
      make('h2', {}, 'Waiting against money'),
      figure(
        make,
        moneyPicture(document, comparison),
        'Further down is faster, further left is cheaper; filled points are fast enough. The numbers are those of the table.',
      ),
      policyTable(make, comparison),
      make('h2', {}, 'When callers wait'),
      ...weeks.map((outcome, n) =>
        figure(
          make,
          weekPicture(document, outcome, `week-${n}`),
          `With ${outcome.policy.title}: of 100 calls in each hour of the week, so many waited for an instance to start.`,
          make('details', {}, make('summary', {}, 'As a table'), weekTable(make, outcome)),
        ),
      ),
      make('h2', {}, 'The bills'),
      billTable(make, comparison),
      make('h2', {}, 'What this rests on'),
      make('div', { class: 'words' }, basisTable(make, basis.lines)),
    ),
  );
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
}
