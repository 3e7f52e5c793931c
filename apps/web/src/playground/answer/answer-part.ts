import type { ModelDescription } from '@pilotlight/client';
import { toGuesses, type Guess } from '../../shared/guess.ts';
import { flatten } from '../inputs/elements.ts';

/** The most classes to show. */
const SHOWN_CLASSES = 10;
/** The most rows and columns of a table to show. */
const SHOWN_ROWS = 50;
const SHOWN_COLUMNS = 12;
/** The smallest side of a picture; smaller outputs are shown as tables. */
const LEAST_PICTURE = 8;
const MAX_PICTURE = 4096;
const SHOWN_CHARACTERS = 4_000;

/** Display of one output of an answer. */
export type AnswerPart = { name: string; shape: readonly number[] } & (
  | { kind: 'bars'; guesses: readonly Guess[]; count: number }
  | { kind: 'picture'; width: number; height: number; pixels: Uint8ClampedArray<ArrayBuffer> }
  | { kind: 'table'; rows: readonly (readonly string[])[]; isCut: boolean }
  | { kind: 'text'; text: string }
);

/** Chooses the display of each output: classes as bars, pictures as pictures, other numbers as a table. */
export function answerParts(
  prediction: unknown,
  { signatures, labels }: Pick<ModelDescription, 'signatures' | 'labels'>,
): AnswerPart[] {
  const names = Object.keys(signatures['serving_default']?.outputs ?? {});
  const [only = 'output'] = names;
  const isNamed = names.length !== 1 && typeof prediction === 'object' && prediction !== null;
  const outputs = isNamed ? Object.entries(prediction) : [[only, prediction] as const];
  return outputs.map(([name, value]) => answerPart(name, value, labels));
}

function answerPart(name: string, value: unknown, labels: readonly string[] | undefined): AnswerPart {
  const { shape, elements } = flatten(value);
  const sides = shape.filter((size, at) => size !== 1 || (at === shape.length - 1 && shape.length === 3));
  const numbers = elements.filter((each) => typeof each === 'number');
  const part = { name, shape };
  if (numbers.length === elements.length && elements.length > 1) {
    if (sides.length === 1 && isScores(numbers, labels))
      return { ...part, kind: 'bars', count: numbers.length, guesses: best(numbers, labels) };
    const picture = toPicture(numbers, sides);
    if (picture) return { ...part, kind: 'picture', ...picture };
  }
  const table = toTable(
    elements,
    shape.filter((size) => size !== 1),
  );
  if (table) return { ...part, kind: 'table', ...table };
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
  const isCut = text.length > SHOWN_CHARACTERS;
  return { ...part, kind: 'text', text: isCut ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text };
}

function isScores(numbers: readonly number[], labels: readonly string[] | undefined): boolean {
  if (labels?.length === numbers.length) return true;
  const sum = numbers.reduce((total, number) => total + number, 0);
  return numbers.every((number) => number >= 0) && Math.abs(sum - 1) < 0.02;
}

function best(numbers: readonly number[], labels: readonly string[] | undefined): Guess[] {
  const known = labels?.length === numbers.length ? labels : undefined;
  const ranked = numbers
    .map((score, index) => ({ index, score, label: known?.[index] }))
    .toSorted((a, b) => b.score - a.score);
  return toGuesses(ranked.slice(0, SHOWN_CLASSES)).guesses;
}

function toPicture(
  numbers: readonly number[],
  [height = 0, width = 0, channels = 1, ...more]: readonly number[],
) {
  const isPicture =
    more.length === 0 &&
    [1, 3, 4].includes(channels) &&
    [height, width].every((side) => side >= LEAST_PICTURE && side <= MAX_PICTURE);
  if (!isPicture || numbers.length !== height * width * channels) return undefined;
  const toByte = scaleOf(numbers);
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let at = 0; at < height * width; at++) {
    for (let channel = 0; channel < 4; channel++) {
      const from = channels === 1 ? 0 : channel;
      const isOpaque = channel === 3 && channels < 4;
      pixels[at * 4 + channel] = isOpaque ? 255 : toByte(numbers[at * channels + from] ?? 0);
    }
  }
  return { width, height, pixels };
}

/** Returns the brightness of a number: 0 to 1 and 0 to 255 are usual; other ranges are stretched. */
function scaleOf(numbers: readonly number[]): (number: number) => number {
  let least = Infinity;
  let most = -Infinity;
  for (const number of numbers) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  if (least >= 0 && most <= 1) return (number) => number * 255;
  if (least >= 0 && most <= 255) return (number) => number;
  return (number) => ((number - least) / (most - least || 1)) * 255;
}

function toTable(elements: readonly unknown[], sides: readonly number[]) {
  const [first = 0, second] = sides;
  if (sides.length === 0 || sides.length > 2) return undefined;
  const columns = second ?? 1;
  const rows = Array.from({ length: Math.min(first, SHOWN_ROWS) }, (_, row) =>
    elements.slice(row * columns, row * columns + Math.min(columns, SHOWN_COLUMNS)).map(format),
  );
  return { rows, isCut: first > SHOWN_ROWS || columns > SHOWN_COLUMNS };
}

function format(element: unknown): string {
  if (typeof element === 'number')
    return Number.isInteger(element) ? String(element) : element.toPrecision(5);
  return typeof element === 'string' ? element : JSON.stringify(element);
}
