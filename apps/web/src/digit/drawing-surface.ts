import type { InkRaster } from './mnist-image.ts';

/** Pixels along a side of the bitmap, whatever size the canvas has on the page. */
const SURFACE_SIZE = 560;

/** Gives a digit drawn at a natural size about as much ink as the same digit has in MNIST. */
export const PEN_WIDTH = 56;

/** A place on the surface: 0 to 1 from its left and from its top. */
export interface Point {
  x: number;
  y: number;
}

/** What pens draw on. It knows strokes, and nothing of the devices that they come from. */
export interface DrawingSurface {
  lower(at: Point): void;
  moveTo(point: Point): void;
  lift(): void;
  clear(): void;
  /** The ink as it is now, one byte a pixel. */
  readInk(): InkRaster;
}

/** Makes a surface of a canvas, and says when something happens on it. */
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
      // A line of hardly any length with round ends is a dot; of none at all it is nothing.
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
      // The paper is transparent, so how opaque a pixel is says how much ink is on it.
      for (let at = 0; at < data.length; at++) data[at] = rgba[at * 4 + 3] ?? 0;
      return { width: SURFACE_SIZE, height: SURFACE_SIZE, data };
    },
  };
}
