import type { EngineName } from '@pilotlight/protocol';
import type { Engine, EngineOptions } from './engine.ts';

/** Starts an engine. It is imported only here, when a model needs it, so that other models do not pay for it. */
export async function startEngine(name: EngineName, options: EngineOptions): Promise<Engine> {
  switch (name) {
    case 'wasm': {
      const { startWasmEngine } = await import('./wasm/wasm-engine.ts');
      return startWasmEngine(options);
    }
    case 'litert': {
      const { startLitertEngine } = await import('./litert/litert-engine.ts');
      return startLitertEngine(options);
    }
    case 'tfjs-node': {
      const { startTfjsNodeEngine } = await import('./tfjs-node/tfjs-node-engine.ts');
      return startTfjsNodeEngine(options);
    }
  }
}
