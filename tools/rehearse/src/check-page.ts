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

/** Headers by which browsers protect the page from other sites, and other sites from it. */
export const PROTECTIONS = [
  'Content-Security-Policy',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'Referrer-Policy',
  'Permissions-Policy',
] as const;

/**
 * Checks that Hosting was told to serve the page as `firebase.json` says.
 *
 * @param served the headers of the page when it was served by those rules.
 */
export function checkPage(
  { files, config }: HostingVersion,
  hosting: unknown,
  served: Readonly<Record<string, string>>,
): Problem[] {
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
    ...PROTECTIONS.filter((name) => !(name in served)).map((name) => ({
      where: 'page',
      problem: `it is served without ${name}`,
    })),
    ...('/index.html' in files ? [] : [{ where: 'page', problem: 'there is no index.html' }]),
    ...pairs
      .filter(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should))
      .map(([what, is]) => ({
        where: 'page',
        problem: `its ${what} are ${JSON.stringify(is)}, but firebase.json has others`,
      })),
  ];
}
