import { expect, it } from 'vitest';
import { PIXELS, toDigitSet } from './digit-set.ts';
import { InvalidIdxError } from '@pilotlight/optimizer/idx';

const images = { shape: [2, 28, 28], data: new Uint8Array(2 * PIXELS) };
const labels = { shape: [2], data: Uint8Array.of(3, 9) };

it('combines images and labels', () => {
  expect(toDigitSet({ images, labels })).toEqual({ images: images.data, labels: labels.data, count: 2 });
});

it('refuses images of another size', () => {
  const wide = { shape: [2, 28, 29], data: new Uint8Array(2 * 28 * 29) };
  expect(() => toDigitSet({ images: wide, labels })).toThrow(InvalidIdxError);
});

it('refuses different numbers of images and labels', () => {
  const fewer = { shape: [1], data: Uint8Array.of(3) };
  expect(() => toDigitSet({ images, labels: fewer })).toThrow('There are 2 images and 1 labels');
});

it('refuses a label that is not a digit', () => {
  const strange = { shape: [2], data: Uint8Array.of(3, 10) };
  expect(() => toDigitSet({ images, labels: strange })).toThrow('one of these is 10');
});
