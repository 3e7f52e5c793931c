/**
 * Keeps V8's space for new objects as small as it is at first. It would grow to 16 MiB, three times over: more than the weights of a
 * small model. A conversion keeps most of what it makes, so it is as fast without that room: EfficientNetB0 takes 118 MiB
 * beyond what the process holds at first, and 136 with it (`npm run bench:applications -- EfficientNetB0`). V8 does not shrink the space
 * again, so the flag is set before anything large is loaded.
 */
export const NEW_SPACE_FLAG = '--semi-space-growth-factor=1';
