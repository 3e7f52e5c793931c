/**
 * Ways in which processors compute `i32x4.relaxed_dot_i8x16_i7x16_add_s`: the second operand is signed or unsigned, and
 * sums are exact. ARM takes it as signed, x86 with VNNI as unsigned. Other x86 processors cut off sums of two, and no
 * kernel of LiteRT uses that.
 */
export type DotProduct = 'signed' | 'unsigned';

/** The vectors that `processorKind` multiplies. */
const FIRST = '80807f7f01ff80ff7f7f8080ff01ff80';
const SECOND = '80ff807fff80ff8001817f8080808080';

/** Returns the way of a kind of processor; undefined if it is another one. */
export function dotProductOf(processorKind: string): DotProduct | undefined {
  const [, results = ''] = processorKind.split(' ');
  const found = results.slice(FIRST.length);
  return (['signed', 'unsigned'] as const).find((way) => found === expected(way));
}

function expected(way: DotProduct): string {
  const first = new Int8Array(Buffer.from(FIRST, 'hex'));
  const second = Buffer.from(SECOND, 'hex');
  const factors = way === 'signed' ? new Int8Array(second) : Uint8Array.from(second);
  const sums = Buffer.alloc(FIRST.length / 2);
  for (const [at, factor] of first.entries()) {
    const lane = at - (at % 4);
    sums.writeInt32LE(sums.readInt32LE(lane) + factor * (factors[at] ?? 0), lane);
  }
  return sums.toString('hex');
}
