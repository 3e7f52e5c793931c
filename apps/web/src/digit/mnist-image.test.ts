import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IMAGE_SIZE, isDot, mnistImage, type InkRaster } from './mnist-image.ts';

const SIDE = 60;

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
  ink: number;
}

/** Drawings with space at the right and below, so that they can be moved there. */
const drawing = fc.array(
  fc.record({
    x: fc.nat(25),
    y: fc.nat(25),
    width: fc.integer({ min: 1, max: 14 }),
    height: fc.integer({ min: 1, max: 14 }),
    ink: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test('a dot is ink that is short in both directions, at any place', () => {
  const dot = { x: 20, y: 3, width: 9, height: 10, ink: 255 };
  expect(isDot(raster([dot]), 10)).toBe(true);
  expect(isDot(raster([{ ...dot, height: 11 }]), 10)).toBe(false);
  expect(isDot(raster([dot, { ...dot, x: 40 }]), 10)).toBe(false);
  expect(isDot(raster([]), 10)).toBe(false);
});

describe('mnistImage', () => {
  test('is null for an empty drawing', () => {
    expect(mnistImage(raster([]))).toBeNull();
  });

  test('is 28 by 28 values from 0 to 1 for any drawing', () => {
    fc.assert(
      fc.property(drawing, (rectangles) => {
        const image = imageOf(rectangles);
        expect(image).toHaveLength(IMAGE_SIZE * IMAGE_SIZE);
        expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });

  test('has a longer side of up to 20 pixels, and its center of mass at (14, 14) or as near as the frame allows', () => {
    fc.assert(
      fc.property(drawing, (rectangles) => {
        const image = imageOf(rectangles);
        const { left, right, top, bottom, x, y } = measure(image);
        expect(Math.max(right - left, bottom - top) + 1).toBeLessThanOrEqual(20);
        expect(isCentered(x, left, right)).toBe(true);
        expect(isCentered(y, top, bottom)).toBe(true);
      }),
    );
  });

  test('does not depend on the place of the digit', () => {
    fc.assert(
      fc.property(drawing, fc.nat(20), fc.nat(20), (rectangles, right, down) => {
        const moved = rectangles.map((each) => ({ ...each, x: each.x + right, y: each.y + down }));
        expect(imageOf(moved)).toEqual(imageOf(rectangles));
      }),
    );
  });

  test('does not depend on the size of the digit', () => {
    const [small, large] = [1, 2].map((scale) =>
      imageOf([
        { x: 4 * scale, y: 2 * scale, width: 3 * scale, height: 20 * scale, ink: 255 },
        { x: 7 * scale, y: 2 * scale, width: 9 * scale, height: 4 * scale, ink: 255 },
      ]),
    );
    expect(large).toEqual(small);
  });

  test('averages areas: half covered pixels are half lit, and the total ink stays the same', () => {
    // 30 pixels to 20: each new pixel covers one and a half.
    const image = imageOf([{ x: 0, y: 0, width: 30, height: 30, ink: 128 }]);
    expect(image.reduce((sum, value) => sum + value, 0)).toBeCloseTo(20 * 20 * (128 / 255), 3);

    // 40 to 20: one column of ink and one of paper become one of half ink.
    const striped = imageOf([
      { x: 0, y: 0, width: 1, height: 40, ink: 255 },
      { x: 39, y: 0, width: 1, height: 40, ink: 255 },
    ]);
    expect(new Set(striped)).toEqual(new Set([0, 0.5]));
  });

  test('keeps the aspect ratio: a thin stroke stays thin', () => {
    const { left, right, top, bottom } = measure(imageOf([{ x: 10, y: 5, width: 5, height: 50, ink: 255 }]));
    expect([right - left + 1, bottom - top + 1]).toEqual([2, 20]);
  });
});

function isCentered(center: number, first: number, last: number): boolean {
  const distance = center - IMAGE_SIZE / 2;
  if (Math.abs(distance) <= 0.5 + 1e-4) return true;
  // More lopsided than any digit of MNIST: it would leave the frame.
  return distance > 0 ? first <= 1 : last >= IMAGE_SIZE - 2;
}

function measure(image: Float32Array): Record<'left' | 'right' | 'top' | 'bottom' | 'x' | 'y', number> {
  const lit = [...image].flatMap((value, at) =>
    value > 0 ? [{ value, x: at % IMAGE_SIZE, y: Math.floor(at / IMAGE_SIZE) }] : [],
  );
  const mass = lit.reduce((sum, { value }) => sum + value, 0);
  return {
    left: Math.min(...lit.map(({ x }) => x)),
    right: Math.max(...lit.map(({ x }) => x)),
    top: Math.min(...lit.map(({ y }) => y)),
    bottom: Math.max(...lit.map(({ y }) => y)),
    x: lit.reduce((sum, { value, x }) => sum + value * x, 0) / mass,
    y: lit.reduce((sum, { value, y }) => sum + value * y, 0) / mass,
  };
}

function imageOf(rectangles: readonly Rectangle[]): Float32Array {
  const image = mnistImage(raster(rectangles));
  if (!image) throw new TypeError('nothing is drawn');
  return image;
}

function raster(rectangles: readonly Rectangle[]): InkRaster {
  const data = new Uint8Array(SIDE * SIDE);
  for (const { x, y, width, height, ink } of rectangles) {
    for (let row = y; row < y + height; row++) data.fill(ink, row * SIDE + x, row * SIDE + x + width);
  }
  return { width: SIDE, height: SIDE, data };
}
