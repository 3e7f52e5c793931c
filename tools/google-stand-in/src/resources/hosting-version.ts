import * as v from 'valibot';

const pattern = { glob: v.optional(v.string()), regex: v.optional(v.string()) };

/** The rules by which a site's files are served. */
export const hostingConfig = v.strictObject({
  cleanUrls: v.optional(v.boolean()),
  trailingSlashBehavior: v.optional(v.picklist(['ADD', 'REMOVE'])),
  headers: v.optional(v.array(v.strictObject({ ...pattern, headers: v.record(v.string(), v.string()) }))),
  redirects: v.optional(
    v.array(v.strictObject({ ...pattern, location: v.string(), statusCode: v.number() })),
  ),
  rewrites: v.optional(
    v.array(
      v.strictObject({
        ...pattern,
        path: v.optional(v.string()),
        function: v.optional(v.string()),
        functionRegion: v.optional(v.string()),
        run: v.optional(v.strictObject({ serviceId: v.string(), region: v.string() })),
      }),
    ),
  ),
});

/** A version of the site: its files, and the rules by which they are served. */
export interface HostingVersion {
  name: string;
  status: 'CREATED' | 'FINALIZED';
  /** SHA-256 of each gzipped file, by its path from the root of the site. */
  files: Record<string, string>;
  config: v.InferOutput<typeof hostingConfig>;
}
