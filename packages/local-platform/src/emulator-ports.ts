/** Port of each emulator, on 127.0.0.1. */
export interface EmulatorPorts {
  functions: number;
  hosting: number;
  hub: number;
  logging: number;
}

/** The Firebase CLI's own defaults, except for Hosting: on a Mac, AirPlay uses 5000. */
export const DEFAULT_PORTS: EmulatorPorts = { functions: 5001, hosting: 5002, hub: 4400, logging: 4500 };

/** The emulators, in the order in which messages name them. */
export const EMULATORS = [
  'hosting',
  'functions',
  'hub',
  'logging',
] as const satisfies (keyof EmulatorPorts)[];
