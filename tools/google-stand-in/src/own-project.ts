import { GoogleError } from './google-error.ts';
import type { ProjectState } from './project-state.ts';

/**
 * Google answers about a project that is not there as it does about one that is none of the caller's business.
 *
 * @throws {GoogleError} for any but the one that the stand-in keeps.
 */
export function assertOwnProject({ id, number }: ProjectState, asked: string): void {
  if (asked !== id && asked !== number) {
    throw new GoogleError('PERMISSION_DENIED', 'The caller does not have permission');
  }
}
