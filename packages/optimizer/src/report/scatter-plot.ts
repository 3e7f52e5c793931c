import { type ChartText, Plot } from '@pilotlight/report/chart';
import { COLORS } from '@pilotlight/report/colors';
import { figure } from '@pilotlight/report/figure';
import type { Html } from '@pilotlight/report/html';
import { placeLabels } from './place-labels.ts';

const WIDTH = 860;
const HEIGHT = 360;
const LEFT = 80;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 56;
/** Space between the outermost points and the axes. */
const INSET = 16;

/** A point of the plot. Points on the front are joined, and the chosen one is filled. */
export interface Point {
  name: string;
  x: number;
  y: number;
  isOnFront: boolean;
  isChosen: boolean;
  /** True if the name is next to the point; it is its tooltip in any case. */
  isNamed: boolean;
}

interface Axis {
  title: string;
  format: (value: number) => string;
}

interface ScatterText extends ChartText {
  caption: string;
  x: Axis;
  y: Axis;
}

/** Draws points as a figure of a page. */
export function scatterPlot(points: readonly Point[], { x, y, ...text }: ScatterText): Html {
  const xScale = scale(
    points.map((point) => point.x),
    [LEFT + INSET, WIDTH - RIGHT - INSET],
  );
  const yScale = scale(
    points.map((point) => point.y),
    [HEIGHT - BOTTOM - INSET, TOP + INSET],
  );
  const labels = placeLabels(
    points.map((point) => ({
      x: xScale.apply(point.x),
      y: yScale.apply(point.y),
      ...(point.isNamed ? { label: nameOf(point) } : {}),
    })),
    { left: LEFT, right: WIDTH, top: TOP, bottom: HEIGHT - BOTTOM },
  );
  const front = points.filter(({ isOnFront }) => isOnFront).toSorted((a, b) => a.x - b.x);
  return figure(text, {
    width: WIDTH,
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight: RIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    x: {
      ...xScale,
      label: x.title,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 44,
      ticks: 6,
      tickFormat: x.format,
    },
    // Not all values grow upwards: a higher point has a smaller error.
    y: { ...yScale, label: y.title, labelArrow: 'none', ticks: 6, tickFormat: y.format, grid: true },
    marks: [
      Plot.line(front, { x: 'x', y: 'y', stroke: COLORS.flame.page, strokeWidth: 2 }),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: 6,
        fill: ({ isChosen }: Point) => (isChosen ? COLORS.flame.page : COLORS.ground.page),
        stroke: COLORS.text.page,
        strokeWidth: 2,
        title: nameOf,
        // The chosen point is drawn above overlapping ones.
        sort: 'isChosen',
      }),
      ...(['start', 'end'] as const).map((anchor) =>
        Plot.text(
          labels.filter((label) => label.anchor === anchor),
          {
            // Already in pixels.
            x: { value: 'x', scale: null },
            y: { value: 'y', scale: null },
            text: 'text',
            textAnchor: anchor,
            fill: 'currentColor',
            stroke: COLORS.ground.page,
            strokeWidth: 4,
          },
        ),
      ),
    ],
    color: { type: 'identity' },
  });
}

function nameOf({ name, isChosen }: Point): string {
  return isChosen ? `${name} (chosen)` : name;
}

function scale(values: readonly number[], range: [number, number]) {
  return Plot.scale({ x: { domain: [Math.min(...values), Math.max(...values)], nice: true, range } });
}
