import { SECTION, writeSections, writeSized } from '../../../webassembly/wasm-binary.ts';

const I32 = 0x7f;
const named = (text: string) => [text.length, ...Buffer.from(text)];
const list = (...items: number[][]) => Uint8Array.from([items.length, ...items.flat()]);
const code = (...instructions: number[]) => Uint8Array.of(0x00, ...instructions, 0x0b);

/** The first address that the module's allocator returns, after its start function has run. */
export const FIRST_ADDRESS = 1024;

/**
 * A module with everything that matters to a snapshot: memory, a table, a start function, data, an import `env.ask`, and
 *
 * - `malloc(bytes)`, which allocates the next bytes of memory and frees none; the word at 0 holds the next address;
 * - `double(from, to)`, which writes twice the float at `from` to `to`;
 * - `ask(number)`, which returns what the import returns; also in the table at 1;
 * - `never()`, which returns 42.
 */
export const TEST_MODULE = writeSections([
  { id: SECTION.custom, content: Uint8Array.from([...named('name'), 1, 2, 3]) },
  {
    id: 1, // types
    content: list([0x60, 0, 0], [0x60, 1, I32, 1, I32], [0x60, 2, I32, I32, 0], [0x60, 0, 1, I32]),
  },
  { id: 2, content: list([...named('env'), ...named('ask'), 0x00, 1]) }, // imports: function 0
  { id: 3, content: list([1], [2], [1], [3], [0]) }, // functions 1 to 5, by type
  { id: 4, content: list([0x70, 0x00, 2]) }, // a table of 2 functions
  { id: SECTION.memory, content: list([0x00, 1]) }, // a page
  {
    id: SECTION.export,
    content: list(
      [...named('memory'), 0x02, 0],
      [...named('table'), 0x01, 0],
      [...named('malloc'), 0x00, 1],
      [...named('double'), 0x00, 2],
      [...named('ask'), 0x00, 3],
      [...named('never'), 0x00, 4],
    ),
  },
  { id: SECTION.start, content: Uint8Array.of(5) },
  { id: 9, content: list([0x00, 0x41, 1, 0x0b, 1, 3]) }, // elements: function 3 at 1
  {
    id: SECTION.code,
    content: writeSized([
      // load the word at 0; store its sum with the argument
      code(0x41, 0, 0x28, 2, 0, 0x41, 0, 0x41, 0, 0x28, 2, 0, 0x20, 0, 0x6a, 0x36, 2, 0),
      // load the float at `from`, multiply it by 2.0, store it at `to`
      code(0x20, 1, 0x20, 0, 0x2a, 2, 0, 0x43, 0, 0, 0, 0x40, 0x94, 0x38, 2, 0),
      code(0x20, 0, 0x10, 0),
      code(0x41, 42),
      // store 1024 at 0
      code(0x41, 0, 0x41, 0x80, 0x08, 0x36, 2, 0),
    ]),
  },
  { id: SECTION.data, content: list([0x00, 0x41, 16, 0x0b, ...named('hi')]) }, // at 16
]);
