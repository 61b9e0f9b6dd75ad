import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployPackage, packageProject } from '../../local-aws/deploy.ts';
import { pythonEnvironment } from '../../local-aws/python/environment.ts';
import { locks } from '../../local-aws/python/locks.ts';
import { type Server, startServer } from '../../local-aws/server.ts';
import { environmentsRoot } from '../../local-aws/services/sagemaker/environments.ts';
import { CommandError } from '../usage.ts';
import { projectRoot, stateDirectory } from './paths.ts';
import { type Session, stackName, stackOutputs } from './session.ts';

export interface LaptopOptions {
  /** 0: any free port. */
  port?: number;
  glueEngine?: 'duckdb' | 'spark';
  /** Whether schedules fire by themselves. */
  schedule?: boolean;
  /** Fault rules in force from the start; they need a server of their own. */
  faults?: string[];
  seed?: number;
  /** Told what is being done, for the screen. */
  progress(line: string): void;
}

/** The laptop's AWS with the stage deployed on it. */
export interface Laptop extends Session {
  endpoint: string;
  /** Set where this process runs the server, so that closing the session stops it. */
  server?: Server;
  /** Time waits of idle executions are jumped over while on. */
  skipWaiting(on: boolean): Promise<void>;
  /** Seconds that the laptop's clock is ahead of the machine's. */
  clockAhead(): Promise<number>;
}

const serverFile = (): string => join(stateDirectory(), 'server.json');

/** What every AWS client in this process needs; the laptop takes any key as the account's own user. */
const pointClientsAt = (endpoint: string, region: string): void => {
  process.env.AWS_ENDPOINT_URL = endpoint;
  process.env.AWS_REGION = region;
  process.env.AWS_ACCESS_KEY_ID = 'laptop';
  process.env.AWS_SECRET_ACCESS_KEY = 'laptop';
  delete process.env.AWS_SESSION_TOKEN;
  delete process.env.AWS_PROFILE;
};

const admin = async (
  endpoint: string,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Record<string, unknown>> => {
  const response = await fetch(`${endpoint}/_nightjar/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new CommandError(`the laptop's AWS at ${endpoint}: ${String(answer.error)}`);
  return answer;
};

/** A server that another process runs on this state, such as `nightjar local` in another terminal. */
export const runningServer = async (): Promise<string | undefined> => {
  try {
    const { endpoint } = JSON.parse(await readFile(serverFile(), 'utf8')) as { endpoint: string };
    const { directory } = await admin(endpoint, 'GET', 'health');
    return directory === stateDirectory() ? endpoint : undefined;
  } catch {
    // No file, no answer, or another program's answer: none of ours is running.
    return undefined;
  }
};

const region = 'eu-central-1';

/** Opens the laptop's AWS: the one that runs, else one in this process; packages and deploys what has changed. */
export const openLaptop = async (options: LaptopOptions): Promise<Laptop> => {
  const running = await runningServer();
  if (running && (options.faults?.length || options.glueEngine))
    throw new CommandError(`a server is running at ${running}; faults and --glue need one of their own: stop it first`);
  options.progress('Python environment for SageMaker images');
  await pythonEnvironment(locks['xgboost-3.2.0'], {
    root: environmentsRoot(stateDirectory()),
    progress: options.progress,
  });
  const server = running ? undefined : await startOwn(options);
  const endpoint = running ?? server?.endpoint ?? '';
  pointClientsAt(endpoint, region);
  try {
    options.progress('packaging the service');
    const packageDirectory = await packageProject({ root: projectRoot, stage: 'local', directory: stateDirectory() });
    options.progress('deploying the template');
    await deployPackage({ endpoint, packageDirectory, stackName: stackName('local') });
    // Meanwhile: functions of later stages start while the first ones run. Whatever goes wrong is told when they are invoked.
    admin(endpoint, 'POST', 'prewarm').catch(() => {});
    return {
      stage: 'local',
      stack: stackName('local'),
      outputs: await stackOutputs('local'),
      endpoint,
      ...(server && { server }),
      skipWaiting: async (on) => {
        await admin(endpoint, 'POST', 'clock', { skipIdle: on });
      },
      clockAhead: async () => Number((await admin(endpoint, 'GET', 'clock')).offset) / 1000,
      close: async () => {
        await server?.close();
        if (server) await rm(serverFile(), { force: true });
      },
    };
  } catch (error) {
    await server?.close();
    throw error;
  }
};

const startOwn = async (options: LaptopOptions): Promise<Server> => {
  const server = await startServer({
    directory: stateDirectory(),
    port: options.port ?? 0,
    region,
    schedule: options.schedule ?? false,
    ...(options.glueEngine && { glueEngine: options.glueEngine }),
    ...(options.faults && { faults: options.faults }),
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  await writeFile(serverFile(), `${JSON.stringify({ endpoint: server.endpoint, pid: process.pid })}\n`);
  return server;
};
