import { expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { classNumber } from './class-number.ts';

const dataset = (classes?: string[]): Dataset => ({
  name: 'data',
  count: 0,
  files: [],
  classes,
  read: () => Promise.reject(new Error('nothing is read')),
});

const numberOf = (label: number | string, classes: number, names?: string[]) =>
  classNumber(label, { classes, labels: undefined, dataset: dataset(names) });

it('finds a name among the labels', () => {
  const labels = ['cat', 'dog'];
  expect(classNumber('dog', { classes: 2, labels, dataset: dataset(['dog']) })).toBe(1);
  expect(() => classNumber('cow', { classes: 2, labels, dataset: dataset() })).toThrow("'cow'");
});

it('without labels reads names as numbers, or counts the names', () => {
  expect(numberOf('7', 10, ['3', '7'])).toBe(7);
  expect(numberOf('dog', 2, ['cat', 'dog'])).toBe(1);
  expect(() => numberOf('dog', 3, ['cat', 'dog'])).toThrow('--labels');
});

it('refuses a class that the model does not have', () => {
  expect(numberOf(9, 10)).toBe(9);
  expect(() => numberOf(10, 10)).toThrow('a class 10, and the model has 10 classes');
});
