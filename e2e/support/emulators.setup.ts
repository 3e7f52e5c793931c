import { freePorts, startEmulators } from '@pilotlight/local-platform';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    project: string;
    functionsPort: number;
    hostingUrl: string;
    warmUpUrl: string;
    predictUrl: string;
  }
}

/** One start of the emulators serves all files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const emulators = await startEmulators({ ports: await freePorts() });
  provide('project', emulators.project);
  provide('functionsPort', emulators.ports.functions);
  provide('hostingUrl', emulators.hostingUrl);
  // The emulator gives a schedule's function this name.
  provide('warmUpUrl', emulators.functionUrl('warmUp-0'));
  provide('predictUrl', emulators.functionUrl('predict'));
  return () => emulators.stop();
}
