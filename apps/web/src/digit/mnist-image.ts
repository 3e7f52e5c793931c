/** Pixels along a side of the model's input image. */
export const IMAGE_SIZE = 28;

/** Pixels along the longer side of the digit in it. */
const DIGIT_SIZE = 20;

/** The row and column of a digit's center of mass in MNIST, to the nearest pixel. */
const CENTER = IMAGE_SIZE / 2;

/** A drawing, one byte per pixel, row by row: 0 is paper, 255 is ink. */
export interface InkRaster {
  width: number;
  height: number;
  data: Uint8Array;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Prepares a drawing like MNIST's authors prepared theirs (http://yann.lecun.org/exdb/mnist): cuts the digit out, scales
 * it with its aspect ratio until its longer side is 20 pixels, and moves it by whole pixels until its center of mass is
 * at the center of 28 by 28. White (1) on black (0). Returns null for an empty drawing.
 */
export function mnistImage(ink: InkRaster): Float32Array | null {
  const box = boundingBox(ink);
  if (!box) return null;

  const scale = DIGIT_SIZE / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const digit = averageAreas(ink, box, width, height);

  const mass = centerOfMass(digit, width);
  const left = offset(mass.x, width);
  const top = offset(mass.y, height);

  const image = new Float32Array(IMAGE_SIZE * IMAGE_SIZE);
  for (let y = 0; y < height; y++) {
    image.set(digit.subarray(y * width, (y + 1) * width), (top + y) * IMAGE_SIZE + left);
  }
  return image;
}

/** True for ink of at most `side` pixels in each direction, as from a tap. */
export function isDot(ink: InkRaster, side: number): boolean {
  const box = boundingBox(ink);
  return box !== undefined && Math.max(box.width, box.height) <= side;
}

function boundingBox({ width, height, data }: InkRaster): Box | undefined {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!data[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Scales the ink: each pixel of the result is the mean of the area that it covers, with parts of pixels. */
function averageAreas(ink: InkRaster, box: Box, width: number, height: number): Float32Array {
  const columns = coverage(box.width, width);
  const rows = coverage(box.height, height);
  const result = new Float32Array(width * height);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      let sum = 0;
      for (const { index: down, share: rowShare } of row) {
        const start = (box.top + down) * ink.width + box.left;
        for (const { index: across, share } of column)
          sum += (ink.data[start + across] ?? 0) * share * rowShare;
      }
      // The shares add up to one, except for rounding.
      result[y * width + x] = Math.min(1, sum / 255);
    }
  }
  return result;
}

/** Returns, for each of `count` equal parts of a line of `length` pixels, the pixels that it covers and their shares. */
function coverage(length: number, count: number): { index: number; share: number }[][] {
  const step = length / count;
  return Array.from({ length: count }, (_, part) => {
    const from = part * step;
    const to = from + step;
    const covered = [];
    for (let index = Math.floor(from); index < Math.min(length, to); index++) {
      const share = (Math.min(index + 1, to) - Math.max(index, from)) / step;
      if (share > 0) covered.push({ index, share });
    }
    return covered;
  });
}

function centerOfMass(pixels: Float32Array, width: number): { x: number; y: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  for (const [at, value] of pixels.entries()) {
    mass += value;
    x += value * (at % width);
    y += value * Math.floor(at / width);
  }
  return { x: x / mass, y: y / mass };
}

/** Returns the digit's start, so that its center of mass is at the center, or as near as possible inside the image. */
function offset(center: number, size: number): number {
  return Math.min(IMAGE_SIZE - size, Math.max(0, Math.round(CENTER - center)));
}
