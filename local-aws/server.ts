import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MovableClock } from './clock.ts';
import type { Cloud, Parts, Settings } from './cloud.ts';
import { createAdmin } from './dispatch/admin.ts';
import { authenticator } from './dispatch/authenticate.ts';
import { createCall } from './dispatch/callWithin.ts';
import { readExchange } from './dispatch/exchange.ts';
import { createExecute } from './dispatch/execute.ts';
import { type HttpRequest, type HttpResponse, listen } from './dispatch/listen.ts';
import { RequestLog } from './dispatch/requestLog.ts';
import { serve } from './dispatch/serve.ts';
import { Faults } from './faults/faults.ts';
import { parseRule } from './faults/parseRule.ts';
import type { Service } from './service.ts';
import type { Registration } from './services/registry.ts';
import { Database } from './store/database.ts';
import { emptyStore } from './store/emptyStore.ts';

export interface ServerOptions extends Settings {
  /** What is kept lies below it: `state.sqlite`, objects, logs. */
  directory: string;
  /** 0, the default: any free one. */
  port?: number;
  region?: string;
  account?: string;
  /** Real time when left out. */
  clock?: MovableClock;
  /** Whether IAM is evaluated; on when left out. */
  authorize?: boolean;
  /** Whether `POST /_nightjar/reset` may empty the store; off when left out. */
  allowReset?: boolean;
  /** Fault rules in force from the start, and the seed of their chances. */
  faults?: readonly string[];
  seed?: number;
  /** Secrets by access key id, beside those that are issued: their signatures are checked. */
  credentials?: Readonly<Record<string, string>>;
  /** The services; all of them when left out. */
  services?: readonly Registration[];
}

export interface Server {
  cloud: ServerCloud;
  endpoint: string;
  port: number;
  log: RequestLog;
  faults: Faults;
  close(): Promise<void>;
}

/** What services find beside the `Cloud` they share: the settings of this server. */
export interface ServerCloud extends Cloud {
  readonly clock: MovableClock;
  readonly settings: Readonly<ServerOptions>;
  readonly faults: Faults;
}

/** Starts the laptop's AWS on 127.0.0.1. Rejects when the port is taken or the directory cannot be written. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  for (const rule of options.faults ?? []) parseRule(rule);
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const database = new Database(join(directory, 'state.sqlite'));
  const log = new RequestLog(database);
  const clock = options.clock ?? new MovableClock();
  const faults = new Faults(options.seed);
  const execute = createExecute({ log, faults });
  const services = new Map<string, Service>();
  const parts = unfilledParts();
  let endpoint = '';
  const account = options.account ?? '000000000000';
  const region = options.region ?? 'us-east-1';
  const cloud: ServerCloud = {
    account,
    region,
    clock,
    database,
    directory,
    get endpoint() {
      return endpoint;
    },
    parts,
    services,
    settings: options,
    faults,
    call: (...call) => createCall(cloud, execute)(...call),
    arn: (service, resource) => {
      const global = service === 's3' || service === 'iam';
      const owner = service === 's3' ? '' : account;
      return `arn:aws:${service}:${global ? '' : region}:${owner}:${resource}`;
    },
  };
  faults.attach(cloud, options.faults);
  const wanted = options.services ?? (await import('./services/registry.ts')).registry;
  const assemble = (): void => {
    for (const { parts: make } of wanted) if (make) Object.assign(parts, make(cloud));
    if (options.authorize === false) delete parts.authorizer;
    for (const { create } of wanted) {
      const service = create(cloud);
      services.set(service.name, service);
    }
  };
  const closeServices = async (): Promise<void> => {
    for (const service of services.values()) await service.close?.();
    services.clear();
    log.flush();
  };
  const reset = async (): Promise<void> => {
    await closeServices();
    faults.clear();
    emptyStore(database, directory);
    log.clear();
    assemble();
    for (const service of services.values()) service.started?.();
  };
  assemble();
  const authenticate = authenticator(cloud, toldCredentials(options.credentials));
  const admin = createAdmin({ cloud, log, faults, reset: options.allowReset ? reset : undefined });
  const answer = (request: HttpRequest, response: HttpResponse): void => {
    const exchange = readExchange(request, response);
    const isAdmin = exchange.path.startsWith('/_nightjar/');
    void (isAdmin ? admin(exchange) : serve({ cloud, execute, authenticate }, exchange));
  };
  const listener = await listen(options.port ?? 0, answer).catch(async (error: unknown) => {
    await closeServices();
    database.close();
    throw error;
  });
  endpoint = `http://127.0.0.1:${listener.port}`;
  for (const service of services.values()) service.started?.();
  const close = async (): Promise<void> => {
    await listener.close();
    await closeServices();
    database.close();
  };
  return { cloud, endpoint, port: listener.port, log, faults, close };
};

/** Keys whose secrets the server knows: those of its environment and those it was given. */
const toldCredentials = (given: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  const own = id !== undefined && secret !== undefined && token === undefined ? { [id]: secret } : {};
  return { ...own, ...given };
};

/** A part nobody fills is an error that names it, not `undefined`. */
const unfilledParts = (): Parts =>
  new Proxy({} as Parts, {
    get: (target, name) => {
      if (name in target || name === 'authorizer' || typeof name === 'symbol') return Reflect.get(target, name);
      throw new Error(`No service of this server fills parts.${name}: see services/registry.ts`);
    },
  });
