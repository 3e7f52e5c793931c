/** Dimensions of an Einsum by their letters, one character each. */
export interface Einsum {
  readonly operands: readonly string[];
  readonly output: string;
}

/** Letters that no equation has, for the dimensions of an ellipsis. */
const UNUSED = '⓪①②③④⑤⑥⑦⑧⑨';

/**
 * Reads the equation of an Einsum, such as `abc,cde->abde`.
 *
 * @returns undefined if a letter is twice in an operand, or the equation does not fit the ranks.
 */
export function parseEinsum(equation: string, ranks: readonly (number | undefined)[]): Einsum | undefined {
  const [left = '', right] = equation.replaceAll(' ', '').split('->');
  if (right === undefined) return undefined;
  const written = left.split(',');
  let spread = '';
  const operands = written.map((letters, at) => {
    if (!letters.includes('...')) return letters;
    const own = (ranks[at] ?? 0) - letters.length + 3;
    const dimensions = UNUSED.slice(0, Math.max(own, 0));
    if (dimensions.length > spread.length) spread = dimensions;
    // An ellipsis with fewer dimensions would be broadcast.
    return letters.replace('...', dimensions);
  });
  const output = right.replace('...', spread);
  const all = [...operands, output];
  const fits =
    operands.length === ranks.length &&
    operands.every((letters, at) => letters.length === ranks[at]) &&
    all.every((letters) => new Set(letters).size === letters.length) &&
    Array.from(output).every((letter) => operands.some((letters) => letters.includes(letter))) &&
    written.every(
      (letters, at) =>
        !letters.includes('...') || Array.from(spread).every((each) => operands[at]?.includes(each)),
    );
  return fits ? { operands, output } : undefined;
}
