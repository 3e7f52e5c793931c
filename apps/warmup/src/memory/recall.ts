import * as v from 'valibot';
import { callGoogle } from '../google/google-api.ts';
import { fromRecords, type LearnedByTarget } from './learned-record.ts';
import { RUN_EVENT } from '../log-lines.ts';

const ENTRIES = 'https://logging.googleapis.com/v2/entries:list';

/** The retention of Cloud Logging's default bucket. */
const RETENTION_MS = 30 * 24 * 60 * 60_000;

/** The most pages to read. Cloud Logging searches for a limited time, and may answer with no entry and a next page. */
const MAX_PAGES = 5;

const pageSchema = v.object({
  entries: v.optional(v.array(v.object({ jsonPayload: v.object({ learned: v.unknown() }) }))),
  nextPageToken: v.optional(v.string()),
});

/** The log of one service of one project. */
export interface ServiceLog {
  project: string;
  service: string;
}

/**
 * Reads what the service learned from its newest summary in the log. Returns an empty map if there is none, or if it has
 * another form.
 *
 * @throws {GoogleApiError} if the log cannot be read.
 */
export async function recall({ project, service }: ServiceLog, now: number): Promise<LearnedByTarget> {
  const filter = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name=${JSON.stringify(service)}`,
    `jsonPayload.event=${JSON.stringify(RUN_EVENT)}`,
    'jsonPayload.learned:*',
    `timestamp>=${JSON.stringify(new Date(now - RETENTION_MS).toISOString())}`,
  ].join(' AND ');
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await callGoogle(
      ENTRIES,
      {
        resourceNames: [`projects/${project}`],
        filter,
        orderBy: 'timestamp desc',
        pageSize: 1,
        ...(pageToken === undefined ? {} : { pageToken }),
      },
      pageSchema,
    );
    const [entry] = answer.entries ?? [];
    if (entry) return fromRecords(entry.jsonPayload.learned) ?? new Map();
    if (!answer.nextPageToken) break;
    pageToken = answer.nextPageToken;
  }
  return new Map();
}
