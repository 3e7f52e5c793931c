import type { InkRaster } from './mnist-image.ts';

/** Pixels along a side of the bitmap, independent of the canvas' size on the page. */
const SURFACE_SIZE = 560;

/** Pixels of the pen's width, so that a digit of natural size has about as much ink as in MNIST. */
export const PEN_WIDTH = 56;

/** A point on the surface: 0 to 1 from its left and from its top. */
export interface Point {
  x: number;
  y: number;
}

/** The surface that pens draw on. It knows strokes, not devices. */
export interface DrawingSurface {
  lower(at: Point): void;
  moveTo(point: Point): void;
  lift(): void;
  clear(): void;
  /** Returns the current ink, one byte per pixel. */
  readInk(): InkRaster;
}

/** Makes a surface from a canvas, and calls back on changes. */
export function createDrawingSurface({
  canvas,
  onLowered,
  onLifted,
  onCleared,
}: {
  canvas: HTMLCanvasElement;
  onLowered: () => void;
  onLifted: () => void;
  onCleared: () => void;
}): DrawingSurface {
  canvas.width = SURFACE_SIZE;
  canvas.height = SURFACE_SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('this browser has no 2D canvas');
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = PEN_WIDTH;
  context.strokeStyle = '#fff';

  let pen: Point | undefined;

  function moveTo(point: Point): void {
    if (!pen || !context) return;
    context.beginPath();
    context.moveTo(pen.x * SURFACE_SIZE, pen.y * SURFACE_SIZE);
    context.lineTo(point.x * SURFACE_SIZE, point.y * SURFACE_SIZE);
    context.stroke();
    pen = point;
  }

  return {
    lower(at) {
      onLowered();
      pen = at;
      // A very short line with round ends is a dot; a line of no length draws nothing.
      moveTo({ x: at.x + 1e-4, y: at.y });
    },
    moveTo,
    lift() {
      if (!pen) return;
      pen = undefined;
      onLifted();
    },
    clear() {
      pen = undefined;
      context.clearRect(0, 0, SURFACE_SIZE, SURFACE_SIZE);
      onCleared();
    },
    readInk() {
      const { data: rgba } = context.getImageData(0, 0, SURFACE_SIZE, SURFACE_SIZE);
      const data = new Uint8Array(SURFACE_SIZE * SURFACE_SIZE);
      // The paper is transparent, so the opacity of a pixel is its ink.
      for (let at = 0; at < data.length; at++) data[at] = rgba[at * 4 + 3] ?? 0;
      return { width: SURFACE_SIZE, height: SURFACE_SIZE, data };
    },
  };
}
