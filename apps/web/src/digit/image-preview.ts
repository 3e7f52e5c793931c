import { IMAGE_SIZE } from './mnist-image.ts';

/** Paints the pixels that the model receives; black without an image. */
export function paintImage(canvas: HTMLCanvasElement, image: Float32Array | null): void {
  const pixels = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  for (let at = 0; at < IMAGE_SIZE * IMAGE_SIZE; at++) {
    const gray = Math.round((image?.[at] ?? 0) * 255);
    pixels.data.set([gray, gray, gray, 255], at * 4);
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
}
