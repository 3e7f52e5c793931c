import { PilotlightError } from '@pilotlight/protocol';

/** An engine that does not start: a file of it is missing, or this machine cannot run it. */
export class EngineError extends PilotlightError {
  readonly engine: string;

  constructor(engine: string, message: string, options?: ErrorOptions) {
    super('ENGINE_FAILED', `engine '${engine}': ${message}`, options);
    this.engine = engine;
  }
}
