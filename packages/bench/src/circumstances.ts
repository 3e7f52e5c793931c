import { canPin } from '@pilotlight/local-platform';

/** Conditions of a measurement that the figures do not show. */
export interface Circumstances {
  node: string;
  platform: string;
  /** Number of processors that each process was held to; undefined if the system cannot do that. */
  processors: number | undefined;
}

export function circumstances(processors = 1): Circumstances {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: canPin() ? processors : undefined,
  };
}

export function inWords({ node, platform, processors }: Circumstances): string {
  return `Node.js ${node}, ${platform}, ${heldTo(processors)}`;
}

function heldTo(processors: number | undefined): string {
  if (processors === undefined) return 'not held to one processor';
  return `each process held to ${processors === 1 ? 'one processor' : `${processors} processors`}`;
}
