import type { FirebaseOptions } from 'firebase/app';

const INIT_SCRIPT = '/__/firebase/init.js?useEmulator=true';

export interface EmulatorAddress {
  host: string;
  port: number;
}

/** The parts of init.js that this page needs. */
export interface InitScript {
  config?: FirebaseOptions;
  functionsEmulator?: EmulatorAddress;
}

/**
 * Reads the addresses of the running emulators from the Hosting emulator.
 *
 * Only its init.js has them. That script uses the global `firebase` of the older SDK: it calls
 * `firebase.initializeApp(config)` and `firebase.functions().useEmulator(host, port)`. A stand-in records these calls, so
 * this depends on the SDK's public interface, not on the script's text.
 */
export async function readInitScript(): Promise<InitScript> {
  const heard: InitScript = {};
  const standIn = {
    initializeApp(config: FirebaseOptions) {
      heard.config = config;
    },
    functions: () => ({
      useEmulator(host: string, port: number) {
        heard.functionsEmulator = { host: host.includes(':') ? `[${host}]` : host, port };
      },
    }),
  };
  Reflect.set(globalThis, 'firebase', standIn);
  try {
    await run(INIT_SCRIPT);
  } finally {
    Reflect.deleteProperty(globalThis, 'firebase');
  }
  return heard;
}

/** Resolves when the script has run or failed to load; the stand-in has recorded its calls. */
function run(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    const done = (): void => {
      script.remove();
      resolve();
    };
    script.addEventListener('load', done);
    script.addEventListener('error', done);
    script.src = address;
    document.head.append(script);
  });
}
