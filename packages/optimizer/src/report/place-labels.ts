/** Approximate size of a letter and of a line, distance of a label from its dot, and size of a dot, in pixels. */
const LETTER = 7.5;
const LINE = 16;
const GAP = 10;
const DOT = 16;

/** A dot of a chart, in pixels. A dot without a label only takes up space. */
interface Dot {
  x: number;
  y: number;
  label?: string;
}

/** Start of a text, or, to the left of its dot, its end; `y` is its middle. */
interface Label {
  x: number;
  y: number;
  anchor: 'start' | 'end';
  text: string;
}

/** Space that is taken, by its middle. */
interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The part of a chart that labels may use. */
interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Puts each label next to its dot, where it overlaps neither a dot nor another label: to the right if the frame has
 * room, else to the left, else some lines further down or up.
 */
export function placeLabels(dots: readonly Dot[], frame: Frame): Label[] {
  const taken: Room[] = dots.map(({ x, y }) => ({ x, y, width: DOT, height: DOT }));
  const isFree = (room: Room) =>
    room.x - room.width / 2 >= frame.left &&
    room.x + room.width / 2 <= frame.right &&
    room.y - LINE / 2 >= frame.top &&
    room.y + LINE / 2 <= frame.bottom &&
    !taken.some((other) => overlap(room, other));
  const lines = [0, ...dots.flatMap((_, at) => [at + 1, -at - 1])];
  return dots.flatMap(({ x, y, label: text }): Label[] => {
    if (text === undefined) return [];
    const width = text.length * LETTER;
    const roomAt = (line: number, side: 1 | -1): Room => ({
      x: x + side * (GAP + width / 2),
      y: y + line * LINE,
      width,
      height: LINE,
    });
    const room = lines.flatMap((line) => [roomAt(line, 1), roomAt(line, -1)]).find(isFree) ?? roomAt(0, 1);
    taken.push(room);
    return [
      room.x > x
        ? { x: x + GAP, y: room.y, anchor: 'start', text }
        : { x: x - GAP, y: room.y, anchor: 'end', text },
    ];
  });
}

function overlap(a: Room, b: Room): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}
