/** Points of one stroke, from 0 to 1 horizontally and vertically on the canvas. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** Returns an arc around `(x, y)`, with angles in degrees clockwise from three o'clock. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke {
  return Array.from({ length: 24 }, (_, n) => {
    const angle = ((from + ((to - from) * n) / 23) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** Strokes of each digit, as handwritten. */
export const STROKES: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.2, 0.32, -90, 270)],
  [
    [
      [0.52, 0.18],
      [0.48, 0.82],
    ],
  ],
  [[...arc(0.5, 0.34, 0.18, 0.16, -170, 40), [0.32, 0.8], [0.7, 0.8]]],
  [[...arc(0.47, 0.34, 0.18, 0.16, -150, 80), ...arc(0.47, 0.66, 0.2, 0.17, -80, 150)]],
  [
    [
      [0.36, 0.18],
      [0.3, 0.55],
      [0.7, 0.52],
    ],
    [
      [0.62, 0.2],
      [0.58, 0.85],
    ],
  ],
  [[[0.66, 0.2], [0.38, 0.2], [0.36, 0.46], ...arc(0.48, 0.62, 0.19, 0.19, -110, 140)]],
  [[[0.6, 0.16], [0.42, 0.38], ...arc(0.5, 0.66, 0.16, 0.17, -170, 190)]],
  [
    [
      [0.3, 0.22],
      [0.7, 0.22],
      [0.46, 0.84],
    ],
  ],
  [[...arc(0.5, 0.34, 0.14, 0.15, 90, -270), ...arc(0.5, 0.66, 0.17, 0.17, -90, 270)]],
  [[...arc(0.5, 0.36, 0.16, 0.17, 0, -360), [0.64, 0.5], [0.58, 0.84]]],
];
