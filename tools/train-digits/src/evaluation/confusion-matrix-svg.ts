import type { Tally } from '@pilotlight/optimizer/tally';
import { formatPercent } from '@pilotlight/statistics/format-percent';

const cellSize = 52;
const left = 84;
const top = 132;
const ink = '#1c2733';
const faintInk = '#5b6875';
const rightColour = '#bfe3cd';
const emptyColour = '#f3f5f7';
const wrongColours = ['#fff0d6', '#ffe1b0', '#ffcd85', '#ffb65c'];

/** Draws the confusion matrix of an evaluation as an SVG image. */
export function confusionMatrixSvg({ count, accuracy, confusion, recall }: Tally): string {
  const grid = recall.length * cellSize;
  const width = left + grid + 112;
  const height = top + grid + 24;
  const middle = left + grid / 2;
  const title = 'What the digits model sees';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    `  font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" text-anchor="middle" role="img">`,
    `<title>${title}: confusion matrix</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text({ x: middle, y: 38, content: title, size: 22, weight: 600 }),
    text({ x: middle, y: 64, content: subtitle(count, accuracy), colour: faintInk }),
    text({ x: middle, y: 98, content: 'digit seen', colour: faintInk }),
    `<g transform="rotate(-90 26 ${top + grid / 2})">`,
    text({ x: 26, y: top + grid / 2, content: 'digit drawn', colour: faintInk }),
    '</g>',
    text({ x: left + grid + 54, y: 120, content: 'recall', colour: faintInk }),
    ...confusion.flatMap((row, digit) => [
      text({ x: left + centre(digit), y: 120, content: String(digit), weight: 600 }),
      text({ x: left - 20, y: top + baseline(digit), content: String(digit), weight: 600 }),
      ...row.map((value, seen) => drawCell({ digit, seen, value })),
      text({ x: left + grid + 54, y: top + baseline(digit), content: formatPercent(recall[digit] ?? 0) }),
    ]),
    '</svg>',
    '',
  ].join('\n');
}

function subtitle(count: number, accuracy: number): string {
  return `${count.toLocaleString('en')} test images of MNIST, ${formatPercent(accuracy)} right`;
}

function drawCell({ digit, seen, value }: { digit: number; seen: number; value: number }): string {
  const x = left + seen * cellSize;
  const y = top + digit * cellSize;
  const fill = digit === seen ? rightColour : wrongColour(value);
  const square = `<rect x="${x + 1}" y="${y + 1}" width="${cellSize - 2}" height="${cellSize - 2}" rx="4" fill="${fill}"/>`;
  return value === 0
    ? square
    : square + text({ x: x + cellSize / 2, y: top + baseline(digit), content: String(value) });
}

function wrongColour(value: number): string {
  return value === 0 ? emptyColour : (wrongColours[Math.min(value, wrongColours.length) - 1] ?? emptyColour);
}

function centre(index: number): number {
  return (index + 0.5) * cellSize;
}

/** Where text stands to be in the middle of a row; `dominant-baseline` is not known to every viewer. */
function baseline(row: number): number {
  return centre(row) + 5;
}

interface Text {
  x: number;
  y: number;
  content: string;
  size?: number;
  weight?: number;
  colour?: string;
}

function text({ x, y, content, size = 15, weight = 400, colour = ink }: Text): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${content}</text>`;
}
