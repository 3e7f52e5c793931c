import { createGate } from './gate.ts';
import type { RequestBounds } from './request-bounds.ts';

/** Written in by the build. */
declare const REQUEST_BOUNDS: RequestBounds;

const gate = createGate(REQUEST_BOUNDS);

/**
 * Stands in for the package `body-parser`, with which the Functions Framework reads up to a gigabyte a request, and
 * inflates what is compressed. Whatever kind of body a parser is asked for, it is the one gate that reads all.
 */
export default { json: gate, raw: gate, text: gate, urlencoded: gate };
