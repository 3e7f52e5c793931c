import { EMULATORS, type EmulatorPorts } from '@pilotlight/local-platform';

/** Returns the command that starts on free ports in place of the taken ones. */
export function commandWithFreePorts(
  asked: EmulatorPorts,
  { taken, free, defaults }: { taken: Partial<EmulatorPorts>; free: EmulatorPorts; defaults: EmulatorPorts },
): string {
  const options = EMULATORS.flatMap((emulator) => {
    const port = taken[emulator] === undefined ? asked[emulator] : free[emulator];
    return port === defaults[emulator] ? [] : [`--${emulator}-port ${port}`];
  });
  return ['npm start --', ...options].join(' ');
}
