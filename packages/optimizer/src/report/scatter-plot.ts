import { html, type Html } from './html.ts';

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 80;
const RIGHT = 150;
const TOP = 24;
const BOTTOM = 56;
/** About what a letter and a line take. */
const LETTER = 7.5;
const LINE = 16;

/** A point of the picture; what is on the front is joined, and what was chosen is filled. */
export interface Point {
  name: string;
  x: number;
  y: number;
  isOnFront: boolean;
  isChosen: boolean;
  /** Whether its name stands beside it; it has it as a title in any case. */
  isNamed: boolean;
}

export interface Axis {
  title: string;
  format: (value: number) => string;
}

/** Draws points as an SVG picture. All that it shows stands in a table beside it too. */
export function scatterPlot(
  points: readonly Point[],
  { title, x, y }: { title: string; x: Axis; y: Axis },
): Html {
  const toX = scale(
    points.map((point) => point.x),
    LEFT,
    WIDTH - RIGHT,
  );
  const toY = scale(
    points.map((point) => point.y),
    HEIGHT - BOTTOM,
    TOP,
  );
  const front = points.filter(({ isOnFront }) => isOnFront).toSorted((a, b) => a.x - b.x);
  const line = front.map((point) => `${toX.at(point.x)},${toY.at(point.y)}`).join(' ');
  const placed = placeLabels(points, (point) => [toX.at(point.x), toY.at(point.y)]);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
    <title>${title}</title>
    ${toX.ticks.map((value) => html`<text class="tick" x="${toX.at(value)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${x.format(value)}</text>`)}
    ${toY.ticks.map((value) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${toY.at(value)}" y2="${toY.at(value)}" /><text class="tick" x="${LEFT - 8}" y="${toY.at(value) + 4}" text-anchor="end">${y.format(value)}</text>`)}
    <text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">
      ${x.title}
    </text>
    <text class="axis" x="${LEFT}" y="${TOP - 10}">${y.title}</text>
    <polyline class="front" points="${line}" />
    ${placed.map(({ point, at, label }) => html`<circle class="${point.isChosen ? 'chosen' : 'tried'}" cx="${at[0]}" cy="${at[1]}" r="6"><title>${nameOf(point)}</title></circle>${label ? html`<text class="name" x="${label.x}" y="${label.y}" text-anchor="${label.anchor}">${nameOf(point)}</text>` : ''}`)}
  </svg>`;
}

type Place = readonly [x: number, y: number];

/**
 * Puts each name beside its point: to the right where it has room, else to the left, and further down where another one
 * stands already.
 */
function placeLabels(points: readonly Point[], toPlace: (point: Point) => Place) {
  const taken: { from: number; to: number; y: number }[] = [];
  return points.map((point) => {
    const at = toPlace(point);
    if (!point.isNamed) return { point, at, label: undefined };
    const width = nameOf(point).length * LETTER;
    const isRight = at[0] + 10 + width <= WIDTH;
    const x = isRight ? at[0] + 10 : at[0] - 10;
    const [from, to] = isRight ? [x, x + width] : [x - width, x];
    let y = at[1] + 4;
    while (taken.some((other) => from < other.to && to > other.from && Math.abs(y - other.y) < LINE))
      y += LINE;
    taken.push({ from, to, y });
    return { point, at, label: { x, y, anchor: isRight ? 'start' : 'end' } };
  });
}

function nameOf({ name, isChosen }: Point): string {
  return isChosen ? `${name} (chosen)` : name;
}

/** Values to places, with some room on either side, and a few values to write beside the axis. */
function scale(values: readonly number[], from: number, to: number) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const [start, end] = [low - room, high + room];
  return {
    at: (value: number) => Math.round(from + ((value - start) / (end - start)) * (to - from)),
    ticks: [0, 0.25, 0.5, 0.75, 1]
      .map((share) => low + share * (high - low))
      .filter((value, at, all) => all.indexOf(value) === at),
  };
}
