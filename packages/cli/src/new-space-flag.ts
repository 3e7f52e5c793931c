/**
 * Keeps V8's space for new objects as small as it is at first. It would grow to 16 MiB, three times over: more than the weights of a
 * small model. A conversion keeps most of what it makes, so it is as fast without that room: NASNetMobile takes 69 MiB beyond what
 * the process holds at first (`npm run bench:applications -- --no-add NASNetMobile`), and 143 without the flag. V8 does not shrink
 * the space again, so the flag is set before anything large is loaded. On Node.js's command line it does the opposite: the space
 * has its full size from the start.
 */
export const NEW_SPACE_FLAG = '--semi-space-growth-factor=1';
