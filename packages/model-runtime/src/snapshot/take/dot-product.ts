/**
 * How a processor computes `i32x4.relaxed_dot_i8x16_i7x16_add_s`: the second operand is taken as signed or unsigned, and sums
 * are exact. ARM's does the former, x86's with VNNI the latter; on another x86 sums of two are cut off, which no kernel of
 * LiteRT uses.
 */
export type DotProduct = 'signed' | 'unsigned';

/** What `processorKind` multiplies. */
const FIRST = '80807f7f01ff80ff7f7f8080ff01ff80';
const SECOND = '80ff807fff80ff8001817f8080808080';

/** How a kind of processor computes it; undefined where in another way. */
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
