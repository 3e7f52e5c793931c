import type { Tally } from '@pilotlight/optimizer/tally';
import { drawChart, Plot } from '@pilotlight/report/chart';
import { COLORS } from '@pilotlight/report/colors';
import { formatPercent } from '@pilotlight/statistics/format-percent';

const CELL_SIZE = 52;
const MARGIN = { marginLeft: 84, marginTop: 132, marginRight: 112, marginBottom: 24 };
/** The number of mistakes that gets the full color. */
const MANY = 4;

/** Draws the confusion matrix of an evaluation as an SVG image. */
export function confusionMatrixSvg({ count, accuracy, confusion, recall }: Tally): string {
  const grid = recall.length * CELL_SIZE;
  const digits = recall.map((_, digit) => digit);
  const cells = confusion.flatMap((row, digit) =>
    row.map((value, seen) => ({
      digit,
      seen,
      text: value === 0 ? '' : String(value),
      ...paint(value, digit === seen),
    })),
  );
  const seenAs = { x: 'seen', y: 'digit' } as const;
  const title = 'What the digits model sees';
  const subtitle = `${count.toLocaleString('en')} test images of MNIST, ${formatPercent(accuracy)} right`;
  const quiet = { fill: COLORS.quiet.file, fontSize: 15 };
  return drawChart(
    {
      title: `${title}: confusion matrix`,
      description: `${subtitle}. Recall: ${recall.map((share, digit) => `${digit} ${formatPercent(share)}`).join(', ')}.`,
    },
    {
      width: MARGIN.marginLeft + grid + MARGIN.marginRight,
      height: MARGIN.marginTop + grid + MARGIN.marginBottom,
      ...MARGIN,
      padding: 0.04,
      round: false,
      x: { domain: digits, label: null },
      y: { domain: digits, label: null },
      marks: [
        Plot.axisX({ anchor: 'top', tickSize: 0, tickPadding: 12, fontSize: 15, fontWeight: 600 }),
        Plot.axisY({ tickSize: 0, tickPadding: 14, fontSize: 15, fontWeight: 600 }),
        Plot.text([title], { frameAnchor: 'top', dy: -110, fontSize: 22, fontWeight: 600 }),
        Plot.text([subtitle], { ...quiet, frameAnchor: 'top', dy: -79 }),
        Plot.text(['digit seen'], { ...quiet, frameAnchor: 'top', dy: -45 }),
        Plot.text(['digit drawn'], {
          ...quiet,
          frameAnchor: 'left',
          textAnchor: 'middle',
          dx: -58,
          rotate: -90,
        }),
        Plot.text(['recall'], { ...quiet, frameAnchor: 'top-right', dx: 54, dy: -23, textAnchor: 'middle' }),
        Plot.cell(cells, { ...seenAs, rx: 4, fill: 'color', fillOpacity: 'opacity' }),
        Plot.text(cells, { ...seenAs, text: 'text', fontSize: 15 }),
        Plot.text(digits, {
          y: (digit) => digit,
          text: (digit: number) => formatPercent(recall[digit] ?? 0),
          frameAnchor: 'right',
          textAnchor: 'middle',
          dx: 54,
          fontSize: 15,
        }),
      ],
      opacity: { type: 'identity' },
      color: { type: 'identity' },
    },
  );
}

function paint(value: number, isRight: boolean): { color: string; opacity: number } {
  if (isRight) return { color: COLORS.right.file, opacity: 1 };
  if (value === 0) return { color: COLORS.line.file, opacity: 0.25 };
  return { color: COLORS.wrong.file, opacity: Math.min(value, MANY) / MANY };
}
