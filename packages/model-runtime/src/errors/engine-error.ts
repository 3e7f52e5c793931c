import { PilotlightError } from '@pilotlight/protocol';

/** An engine does not start: one of its files is missing, or this machine cannot run it. */
export class EngineError extends PilotlightError {
  readonly engine: string;

  constructor(engine: string, message: string, options?: ErrorOptions) {
    super('ENGINE_FAILED', `engine '${engine}': ${message}`, options);
    this.engine = engine;
  }
}
