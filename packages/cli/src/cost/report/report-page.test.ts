import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, it, onTestFinished } from 'vitest';
import { shippedReport } from '../testing/report.ts';
import { reportPage } from './report-page.ts';
import { writeReport } from './write-report.ts';

it('shows money and waiting for every policy, and cold calls by the hour, with a table beside each picture', async () => {
  const { comparison, ...rest } = await shippedReport();
  const { document } = parseHTML(reportPage({ comparison, ...rest }));
  const pictures = [...document.querySelectorAll('svg[role=img]')];
  expect(pictures.map((svg) => svg.querySelector('title')?.textContent)).toEqual([
    'Waiting time and price',
    'Cold calls by the hour of the week: nothing at all',
    `Cold calls by the hour of the week: ${comparison.chosen?.policy.title}`,
  ]);
  for (const svg of pictures) {
    const ids = svg.getAttribute('aria-labelledby')?.split(' ') ?? [];
    expect(ids.map((id) => svg.querySelector(`#${id}`)?.textContent)).toEqual([
      expect.stringMatching(/./),
      expect.stringContaining('table below'),
    ]);
  }
  // A point and a row for each policy; a cell for each hour of an office's week.
  expect(pictures[0]?.querySelectorAll('[aria-label=dot] circle')).toHaveLength(comparison.outcomes.length);
  const [policies, week] = [...document.querySelectorAll('table')];
  expect(policies?.querySelectorAll('tbody tr')).toHaveLength(comparison.outcomes.length);
  expect(pictures[1]?.querySelectorAll('[aria-label=cell] rect')).toHaveLength(40);
  expect(
    [...(week?.querySelectorAll('td') ?? [])].filter((td) => td.textContent !== 'no calls'),
  ).toHaveLength(40);
});

it('needs nothing from elsewhere, and takes nothing for HTML that is none', async () => {
  const report = await shippedReport();
  const hostile = '<script>alert(1)</script>&"';
  const page = reportPage({
    ...report,
    basis: { ...report.basis, model: { name: hostile, version: 1 } },
    traffic: { ...report.traffic, calls: hostile },
  });
  const { document } = parseHTML(page);
  expect(document.querySelector('h1')?.textContent).toBe(`What it costs to keep ${hostile} warm`);
  expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
  expect(page).not.toMatch(/<script|(src|href)="http|url\(/);
});

it('is written whole or not at all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-report-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const page = reportPage(await shippedReport());
  const file = join(folder, 'cost.html');
  await writeReport(file, page);
  await writeReport(file, page);
  expect(await readFile(file, 'utf8')).toBe(page);
  await expect(writeReport(folder, page)).rejects.toThrow(`${folder} cannot be written`);
  await expect(writeReport(join(folder, 'no/cost.html'), page)).rejects.toThrow('cannot be written');
  expect(await readdir(folder)).toEqual(['cost.html']);
});
