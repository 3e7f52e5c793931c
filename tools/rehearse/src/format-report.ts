import { styleText } from 'node:util';
import { BROWSER_PATH, HOW_TO_GET_A_BROWSER } from '@pilotlight/local-platform';
import { NEVER_SHOWN, type Report } from './report.ts';

/** Formats the report as text. */
export function formatReport(report: Report): string {
  const lines = [
    bold(`What npm run deploy would send to ${report.project}`),
    ...report.functions.map(
      ({ id, region, runtime, memory, cpu, concurrency, timeoutSeconds, account, callers, schedule }) =>
        `  ${id.padEnd(10)} ${region}, ${runtime}, ${memory}B, ${cpu} CPU, ${concurrency} at a time, ${timeoutSeconds ?? '?'} s, ` +
        `as ${account ?? 'the default account'}, called by ${callers.join(', ')}${schedule === undefined ? '' : `, on the schedule ${schedule}`}`,
    ),
    ...pageLines(report.page),
    '',
    bold('What the platform would do with it'),
    ...report.packages.flatMap((one) => [
      `  ${one.codebase.padEnd(10)} ${size(one.archiveBytes)} zipped; installed ${size(one.installedBytes)} ` +
        `with ${one.installedPackages} package${one.installedPackages === 1 ? '' : 's'}, in ${(one.installMs / 1000).toFixed(1)} s` +
        (one.discoveryMs === undefined ? '' : `; discovered in ${one.discoveryMs} ms`),
      `  ${''.padEnd(10)} largest: ${one.largestFiles.map(({ path, bytes }) => `${path} ${size(bytes)}`).join(', ')}`,
    ]),
    ...(report.guards.length > 0
      ? [`  ${'guarded'.padEnd(10)} by ${report.guards.join(' and ')}; the steps below run without`]
      : []),
    `  ${'cold start'.padEnd(10)} ${Math.round(report.coldStartMs)} ms to the first answer of predict, on this machine`,
    ...report.answers.map(
      ({ model, version, engine, milliseconds }) =>
        `  ${'answered'.padEnd(10)} ${model}/${version} on ${engine}, through the client SDK, in ${milliseconds.toFixed(1)} ms`,
    ),
    ...(report.page ? [visitLine(report.page)] : []),
    '',
    bold('Monthly cost before any call (estimated, US dollars)'),
    ...costLines(report.cost),
    '',
    bold('What a rehearsal cannot show'),
    ...[...report.notShown, ...NEVER_SHOWN].map((text) => `  - ${text}`),
    '',
    ...report.problems.map(({ where, problem }) => color('red', `✗ ${where}: ${problem}`)),
    report.succeeded
      ? color('green', `Rehearsed in ${report.seconds.toFixed(1)} s: nothing went wrong.`)
      : color('red', `Rehearsed in ${report.seconds.toFixed(1)} s: this would fail in the cloud too.`),
  ];
  return lines.join('\n');
}

type Page = NonNullable<Report['page']>;

function pageLines(page: Page | undefined): string[] {
  if (!page) return [`  ${'page'.padEnd(10)} is not deployed`];
  return [
    `  ${'page'.padEnd(10)} ${page.files} files, ${size(page.bytes)} gzipped`,
    ...Object.entries(page.headers).map(([name, value]) => `  ${''.padEnd(10)} ${name}: ${value}`),
  ];
}

function visitLine({ seenByBrowser, used }: Page): string {
  const what = seenByBrowser
    ? `the page opened${used === undefined ? '' : `, and ${used}`}`
    : BROWSER_PATH === undefined
      ? HOW_TO_GET_A_BROWSER
      : 'was not opened';
  return `  ${'browser'.padEnd(10)} ${what}`;
}

function costLines({ dollars, withoutFreeTier, minInstances, scheduledRuns }: Report['cost']): string[] {
  const runs =
    scheduledRuns === undefined ? 'scheduled runs are not counted' : `${count(scheduledRuns)} scheduled runs`;
  return [
    `  ${usd(dollars).padEnd(10)} beyond the free tier, ${usd(withoutFreeTier)} without it`,
    `  ${''.padEnd(10)} ${runs}, ${count(minInstances)} instances always running`,
  ];
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

function color(name: 'green' | 'red', text: string): string {
  return styleText(name, text, { stream: process.stdout });
}

function size(bytes: number): string {
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}
