import type { TfliteOp } from '../tflite-model.ts';
import table from './op-table.json' with { type: 'json' };

const builtin: ReadonlyMap<string, number> = new Map(Object.entries(table.builtin));
const custom: ReadonlySet<string> = new Set(table.custom);

/** Names what LiteRT's build lacks for an op; undefined if it lacks nothing. */
export function opProblem({ name, isCustom, version }: TfliteOp): string | undefined {
  if (isCustom && custom.has(name)) return undefined;
  if (isCustom && name.startsWith('Flex')) return `op ${name.slice(4)} is one of TensorFlow's own`;
  if (isCustom) return `op ${name} is a custom op, which no engine here has`;
  const newest = builtin.get(name);
  if (newest === undefined) return `op ${name} is not in LiteRT's build`;
  return version > newest
    ? `op ${name} is of version ${version}, and LiteRT's build has ${newest}`
    : undefined;
}
