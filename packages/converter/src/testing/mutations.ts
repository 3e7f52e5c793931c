/** Draws a whole number from 0 up to, but not including, another one. */
export type Draw = (below: number) => number;

/** Returns a generator that draws the same numbers from the same seed. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Change = (bytes: Uint8Array, draw: Draw) => Uint8Array;

/** Flips some bits. */
const flipBits: Change = (bytes, draw) => {
  const changed = Uint8Array.from(bytes);
  for (let left = draw(8); left >= 0; left--) {
    const at = draw(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << draw(8));
  }
  return changed;
};

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

/** Sets some adjacent bytes, such as a length, an offset or a count, to their minimum or maximum. */
const enlarge: Change = (bytes, draw) => {
  const changed = Uint8Array.from(bytes);
  const at = draw(bytes.length);
  changed.fill(EXTREMES[draw(EXTREMES.length)] ?? 0, at, at + 1 + draw(8));
  return changed;
};

const cut: Change = (bytes, draw) => bytes.slice(0, draw(bytes.length));

/** Copies a piece of the file over, or between, other bytes. */
const copyPiece: Change = (bytes, draw) => {
  const from = draw(bytes.length);
  const piece = bytes.subarray(from, from + 1 + draw(64));
  const at = draw(bytes.length);
  const keptFrom = draw(2) === 0 ? at : at + piece.length;
  return Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(keptFrom)]);
};

const removePiece: Change = (bytes, draw) => {
  const at = draw(bytes.length);
  return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + draw(32))]);
};

const CHANGES: readonly Change[] = [flipBits, enlarge, cut, copyPiece, removePiece];

/** Draws a damaged or hostile file. */
export function mutate(bytes: Uint8Array, draw: Draw): Uint8Array {
  if (bytes.length === 0) return bytes;
  return (CHANGES[draw(CHANGES.length)] ?? flipBits)(bytes, draw);
}
