import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import getPort from 'get-port';
import { artifactRegistryApi } from './apis/artifact-registry.ts';
import { billingApi } from './apis/billing.ts';
import { computeApi } from './apis/compute.ts';
import { extensionsApi, functionsV1Api, runtimeConfigApi } from './apis/empty.ts';
import { firebaseApi } from './apis/firebase.ts';
import { functionsApi } from './apis/functions.ts';
import { hostingApi } from './apis/hosting.ts';
import { iamApi } from './apis/iam.ts';
import { resourceManagerApi } from './apis/resource-manager.ts';
import { runApi } from './apis/run.ts';
import { schedulerApi } from './apis/scheduler.ts';
import { serviceUsageApi } from './apis/service-usage.ts';
import { storageApi } from './apis/storage.ts';
import { tokenApi } from './apis/token.ts';
import type { Failure } from './failure.ts';
import { GoogleError } from './google-error.ts';
import { playFailures } from './play-failures.ts';
import { createProject, type ProjectOptions, type ProjectState } from './project-state.ts';
import { createTunnel } from './tunnel.ts';
import { UnforeseenError } from './unforeseen-error.ts';

export interface StandInOptions extends ProjectOptions {
  failures?: readonly Failure[];
}

/** The running stand-in. */
export interface GoogleStandIn {
  readonly url: string;
  /** The deployed project. */
  readonly project: ProjectState;
  /** Every request so far, as `POST /functions-v2/v2/…`. */
  readonly requests: readonly string[];
  /** Unknown requests, as text; any of these fails a rehearsal. */
  readonly unforeseen: readonly string[];
  /** Plays more failures from now on. */
  fail(...failures: Failure[]): void;
  stop(): Promise<void>;
}

/** Starts a stand-in with one project on a free port of 127.0.0.1. */
export async function startGoogleStandIn({
  failures = [],
  ...options
}: StandInOptions): Promise<GoogleStandIn> {
  const project = createProject(options);
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const requests: string[] = [];
  const unforeseen: string[] = [];
  const toPlay: Failure[] = [];
  const fail = (...more: Failure[]) => {
    toPlay.push(...more);
    for (const one of more) if (one.how === 'operation') project.failingOperations.set(one.functionId, one);
  };
  fail(...failures);

  const app = new Hono<{ Bindings: HttpBindings }>()
    .use((c, next) => {
      requests.push(`${c.req.method} ${c.req.path}`);
      return next();
    })
    .use(playFailures(toPlay))
    .route('/artifact-registry', artifactRegistryApi(project))
    .route('/billing', billingApi(project))
    .route('/compute', computeApi(project))
    .route('/extensions', extensionsApi(project))
    .route('/firebase', firebaseApi(project))
    .route('/functions-v1', functionsV1Api(project))
    .route('/functions-v2', functionsApi(project, url))
    .route('/hosting', hostingApi(project, url))
    .route('/iam', iamApi(project))
    .route('/resource-manager', resourceManagerApi(project))
    .route('/run', runApi(project))
    .route('/runtime-config', runtimeConfigApi(project))
    .route('/scheduler', schedulerApi(project))
    .route('/service-usage', serviceUsageApi(project))
    .route('/storage', storageApi(project))
    .route('/token', tokenApi())
    .notFound(() => {
      throw new UnforeseenError('this endpoint');
    })
    .onError((error, c) => {
      if (!(error instanceof GoogleError)) throw error;
      if (error instanceof UnforeseenError)
        unforeseen.push(`${c.req.method} ${c.req.path}: ${error.message}`);
      return c.json(error.toJSON(), error.httpStatus);
    });

  const answer = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const tunnel = createTunnel(`127.0.0.1:${port}`, (address) => {
    unforeseen.push(`CONNECT ${address}: unknown address`);
  });
  server.on('connect', (request, client) => tunnel.connect(request, client));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    tunnel.close();
    await close(server);
  };
  return { url, project, requests, unforeseen, fail, stop };
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
