import { html } from '@pilotlight/report/html';
import { page } from '@pilotlight/report/page';
import type { CostReport } from '../compare.ts';
import { describeTraffic, explain } from '../explain.ts';
import { moneyFigure } from './money-figure.ts';
import { basisTable, billTable, policyTable } from './tables.ts';
import { weekFigure } from './week-figure.ts';

/** Returns the comparison as one page without other files. */
export function reportPage(report: CostReport): string {
  const { comparison, basis } = report;
  const { outcomes, chosen } = comparison;
  const nothing = outcomes.find(({ policy }) => policy.name === 'nothing');
  const weeks = [nothing, chosen === nothing ? undefined : chosen].filter((outcome) => outcome !== undefined);
  return page({
    title: `What it costs to keep ${basis.model.name} warm`,
    body: html`<p class="quiet">${describeTraffic(report)}</p>
      <section class="card">
        <h2>What to do</h2>
        ${explain(comparison).map((text) => html`<p>${text}</p>`)}
      </section>
      <h2>Waiting time and price</h2>
      ${moneyFigure(comparison)} ${policyTable(comparison)}
      <h2>When callers wait</h2>
      ${weeks.map(weekFigure)}
      <h2>The bills</h2>
      ${billTable(comparison)}
      <h2>Figures behind this comparison</h2>
      ${basisTable(basis.lines)}`,
  });
}
