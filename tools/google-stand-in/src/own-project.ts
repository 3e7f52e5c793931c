import { GoogleError } from './google-error.ts';
import type { ProjectState } from './project-state.ts';

/**
 * Refuses other projects. Google gives the same answer for a project that does not exist and for one that the caller
 * may not see.
 *
 * @throws {GoogleError} for any project but the stand-in's.
 */
export function assertOwnProject({ id, number }: ProjectState, asked: string): void {
  if (asked !== id && asked !== number) {
    throw new GoogleError('PERMISSION_DENIED', 'The caller does not have permission');
  }
}
