import { Hono } from 'hono';
import { GoogleError } from '../google-error.ts';
import type { ProjectState } from '../project-state.ts';

/**
 * The largest archive that the upload address of a function's source takes
 * (github.com/firebase/firebase-tools/issues/4146).
 */
const MAX_ARCHIVE_BYTES = 100 * 1024 * 1024;

/** Cloud Storage: takes the archives of functions at the upload addresses that were issued for them. */
export function storageApi(state: ProjectState): Hono {
  return new Hono().put('/source-uploads/:object', async (c) => {
    const object = c.req.param('object');
    if (!state.archives.has(object)) throw new GoogleError('NOT_FOUND', `no upload was started as ${object}`);
    const archive = Buffer.from(await c.req.arrayBuffer());
    if (archive.length > MAX_ARCHIVE_BYTES) {
      return c.body(
        "<?xml version='1.0' encoding='UTF-8'?><Error><Code>EntityTooLarge</Code><Message>Your proposed upload is " +
          'larger than the maximum object size specified in your Policy Document.</Message></Error>',
        400,
      );
    }
    state.archives.set(object, archive);
    return c.body(null, 200, { 'x-goog-generation': '1' });
  });
}
