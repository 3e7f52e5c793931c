import { Application } from 'typedoc';
import { expect, it } from 'vitest';
import { apiOptions } from './api-options.ts';

it('finds every entry point of the API, and no link that leads nowhere', async () => {
  const app = await Application.bootstrap(apiOptions);
  const project = await app.convert();
  if (!project) throw new Error('nothing was converted');
  app.validate(project);
  const entries = project.children?.map(({ name }) => name).toSorted();
  expect(entries).toEqual(['client/src', 'model-runtime/src', 'protocol/src']);
  expect([app.logger.warningCount, app.logger.errorCount]).toEqual([0, 0]);
});
