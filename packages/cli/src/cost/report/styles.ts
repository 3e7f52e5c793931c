/** The page's style: the colours of the page that asks the model, light and dark. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --page: #faf8f5; --card: #fff; --text: #211c16; --quiet: #655c50; --line: #d8d0c4; --flame: #c2410c; --good: #2f7d4f;
  font: 1rem/1.5 system-ui, sans-serif;
  color: var(--text);
  background: var(--page);
}
@media (prefers-color-scheme: dark) {
  :root { --page: #171411; --card: #211d19; --text: #f3ede4; --quiet: #b5aa9b; --line: #3a342d; --flame: #ff9a4d; --good: #5fc98b; }
}
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
p { margin: 0.5rem 0; max-width: 44rem; }
.quiet, figcaption, caption { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem 1.25rem; margin-top: 1.5rem; }
.card h2 { margin-top: 0; }
figure { margin: 0 0 2rem; }
svg { max-width: none; }
.wide { overflow-x: auto; }
.wide:focus-visible, summary:focus-visible { outline: 2px solid var(--flame); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9375rem; }
caption { text-align: start; padding: 0.5rem 0; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 400; }
td { white-space: nowrap; }
.words td { white-space: normal; }
thead th { color: var(--quiet); font-size: 0.8125rem; vertical-align: bottom; }
details { margin-top: 0.5rem; }
`;
