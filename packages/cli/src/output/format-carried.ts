import type { Carried } from '@pilotlight/model-formats';
import { safeText } from '@pilotlight/command-line/safe-text';

/** Says in a line each which labels and pixels a model brings with it, and from where. */
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
