import { Html } from './html.ts';

/** How the page looks, on light and on dark grounds; nothing is said by colour alone. */
export const STYLE = new Html(`
:root { color-scheme: light dark; --ink: light-dark(#1c2733, #e6ebf0); --faint: light-dark(#5b6875, #9fadba);
  --line: light-dark(#d5dbe1, #3a4650); --right: light-dark(#d3ecdc, #1f4a33); --wrong: light-dark(#ffe1b0, #6b4a12);
  --accent: light-dark(#0b6bcb, #6cb2ff); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); margin: 0; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; overflow-x: auto; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
figure { margin: 0; max-width: 56rem; } figcaption, caption { color: var(--faint); text-align: left; padding: .3rem 0; }
svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .tick { fill: var(--faint); } svg .grid { stroke: var(--line); }
svg .name { paint-order: stroke; stroke: Canvas; stroke-width: 4px; }
svg .front { fill: none; stroke: var(--accent); stroke-width: 2; }
svg .tried { fill: none; stroke: var(--ink); stroke-width: 2; } svg .chosen { fill: var(--accent); stroke: var(--ink); stroke-width: 2; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right; }
th[scope=row], thead th:first-child { text-align: left; } tr.chosen th, tr.chosen td { font-weight: 600; }
code { overflow-wrap: anywhere; } .bar { display: inline-block; height: .7em; background: var(--accent); }
td { white-space: nowrap; } .candidates th[scope=row] { min-width: 15em; } .stored { border: 1px solid var(--line); border-radius: .3em; padding: 0 .4em; } .uint8 { border-style: dashed; }
.pair { display: flex; flex-wrap: wrap; gap: 2rem; } .confusion td { min-width: 1.5em; }
.confusion .right { background: var(--right); } .confusion .wrong { background: var(--wrong); font-weight: 600; } .confusion .none { color: var(--faint); }
`);
