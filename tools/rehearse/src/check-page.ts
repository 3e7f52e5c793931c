import type { HostingVersion } from '@pilotlight/google-stand-in';
import * as v from 'valibot';
import type { Problem } from './problem.ts';

const rulesSchema = v.object({
  headers: v.optional(
    v.array(
      v.object({ source: v.string(), headers: v.array(v.object({ key: v.string(), value: v.string() })) }),
    ),
    [],
  ),
  rewrites: v.optional(v.array(v.object({ source: v.string(), destination: v.optional(v.string()) })), []),
});

/** Whether Hosting was told to serve the page as `firebase.json` says. */
export function checkPage({ files, config }: HostingVersion, hosting: unknown): Problem[] {
  const { headers, rewrites } = v.parse(rulesSchema, hosting);
  const pairs: [string, unknown, unknown][] = [
    [
      'headers',
      config.headers ?? [],
      headers.map((rule) => ({
        glob: rule.source,
        headers: Object.fromEntries(rule.headers.map(({ key, value }) => [key, value])),
      })),
    ],
    [
      'rewrites',
      (config.rewrites ?? []).map(({ glob, path }) => ({ glob, path })),
      rewrites.map(({ source, destination }) => ({ glob: source, path: destination })),
    ],
  ];
  return [
    ...('/index.html' in files ? [] : [{ where: 'page', problem: 'there is no index.html' }]),
    ...pairs
      .filter(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should))
      .map(([what, is]) => ({
        where: 'page',
        problem: `its ${what} are ${JSON.stringify(is)}, which firebase.json does not say`,
      })),
  ];
}
