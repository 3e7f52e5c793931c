import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Codebase } from './finding.ts';

const manifestSchema = v.object({
  params: v.array(v.object({ name: v.string(), type: v.string(), default: v.optional(v.unknown()) })),
  endpoints: v.record(
    v.string(),
    v.object({
      availableMemoryMb: v.optional(v.number()),
      region: v.nullish(v.union([v.string(), v.array(v.string())])),
    }),
  ),
});

/** Declarations of a built codebase: its functions, and the parameters that a deployment sets. */
export type Declared = v.InferOutput<typeof manifestSchema>;

/** Reads a codebase's `functions.yaml`, which the build writes as JSON; returns undefined if it has not been built. */
export async function readDeclared({ source }: Codebase): Promise<Declared | undefined> {
  const text = await readFile(join(source, 'functions.yaml'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : v.parse(manifestSchema, JSON.parse(text));
}
