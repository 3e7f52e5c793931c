import { type ErrorReason, PilotlightError } from '@pilotlight/protocol';

/** An error about one model. The message may name the model's own files, never their paths. */
export class ModelError extends PilotlightError {
  readonly model: string;
  readonly version: number | undefined;

  constructor(
    reason: ErrorReason,
    { model, version }: { model: string; version?: number | undefined },
    message: string,
    options?: ErrorOptions,
  ) {
    super(
      reason,
      `model '${model}'${version === undefined ? '' : ` version ${version}`}: ${message}`,
      options,
    );
    this.model = model;
    this.version = version;
  }
}
