import { canPin } from '@pilotlight/local-platform';

/** What figures depend on and cannot be seen in them. */
export interface Circumstances {
  node: string;
  platform: string;
  /** Whether each process was held to one processor. */
  isPinned: boolean;
}

export function circumstances(): Circumstances {
  return { node: process.version, platform: `${process.platform} ${process.arch}`, isPinned: canPin() };
}

export function inWords({ node, platform, isPinned }: Circumstances): string {
  return `Node.js ${node}, ${platform}, ${isPinned ? 'each process held to one processor' : 'not held to one processor'}`;
}
