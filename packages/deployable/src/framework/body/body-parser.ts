import { createGate } from './gate.ts';
import type { RequestBounds } from './request-bounds.ts';

/** The build replaces this name. */
declare const REQUEST_BOUNDS: RequestBounds;

const gate = createGate(REQUEST_BOUNDS);

/**
 * Replaces the package `body-parser`, with which the Functions Framework reads up to a gigabyte per request and
 * inflates compressed bodies. Each of its parsers is the same gate, which reads all kinds.
 */
export default { json: gate, raw: gate, text: gate, urlencoded: gate };
