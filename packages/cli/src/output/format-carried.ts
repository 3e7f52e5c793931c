import type { Carried } from '@pilotlight/model-formats';
import { safeText } from '@pilotlight/command-line/safe-text';

/** Describes the labels and the pixel range that come with a model, and their source, one per line. */
export function formatCarried({ labels, pixels }: Carried): string[] {
  return [
    ...(labels
      ? [
          `${labels.names.length} labels from ${safeText(labels.from)}: ${safeText(labels.names.slice(0, 3).join(', '))}${labels.names.length > 3 ? ', …' : ''}`,
        ]
      : []),
    ...(pixels
      ? [
          `pixels as (pixel - ${pixels.mean.join(' ')}) / ${pixels.std.join(' ')}, from ${safeText(pixels.from)}`,
        ]
      : []),
  ];
}
