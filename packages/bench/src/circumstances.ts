import { canPin } from '@pilotlight/local-platform';

/** What figures depend on and cannot be seen in them. */
export interface Circumstances {
  node: string;
  platform: string;
  /** How many processors each process was held to; undefined where the system has no way to. */
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
