import { COLORS } from './colors.ts';
import { Html } from './html.ts';

/** The style sheet of pages: light, dark and on paper. Color is never the only sign. */
export const STYLE = new Html(`
:root {
  color-scheme: light dark;
  ${Object.values(COLORS)
    .map(({ property }) => property)
    .join('\n  ')}
  font: 1rem/1.5 system-ui, sans-serif;
  color: var(--text);
  background: var(--ground);
}
body { margin: 0; }
main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
p, ul { margin: 0.5rem 0; max-width: 44rem; }
code { overflow-wrap: anywhere; }
.quiet, figcaption, caption { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem 1.25rem; margin-top: 1.5rem; }
.card h2 { margin-top: 0; }
figure { margin: 0 0 2rem; }
figcaption { margin-top: 0.25rem; }
svg { display: block; max-width: none; }
details { margin-top: 0.5rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--flame); outline-offset: 2px; }
.side-by-side { display: flex; flex-wrap: wrap; gap: 1rem 3rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9375rem; }
caption { text-align: start; padding: 0.5rem 0; }
th, td { padding: 0.375rem 0.5rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 400; }
tr > :first-child { padding-left: 0; }
tbody th { min-width: 9rem; }
.side-by-side th { min-width: 0; }
thead th { color: var(--quiet); font-size: 0.8125rem; vertical-align: bottom; }
th code { white-space: nowrap; }
.numbers td { white-space: nowrap; }
.numbers td, .numbers thead th:not(:first-child) { text-align: end; }
.chosen { font-weight: 600; }
.right { background: var(--right); }
.wrong { background: var(--wrong); font-weight: 600; }
.tag { border: 1px solid var(--line); border-radius: 0.3em; padding: 0 0.4em; }
.bar { display: inline-block; height: 0.7em; background: var(--flame); }
@media print {
  :root { color-scheme: only light; --ground: white; background: none; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  .right, .wrong, .bar { print-color-adjust: exact; }
  svg { max-width: 100%; height: auto; }
  table, thead th { font-size: 0.75rem; }
  h2, caption, thead { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
`);
