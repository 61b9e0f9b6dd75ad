import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerDefinition } from '@aws-sdk/client-sagemaker';
import type { Cloud } from '../../cloud.ts';
import { unpack } from '../../containers/archive.ts';
import { containerVariables } from '../../containers/environmentVariables.ts';
import { findImage } from '../../containers/images.ts';
import { type JobFolder, makeJobFolder } from '../../containers/jobFolder.ts';
import { type Container, runContainer } from '../../containers/runContainer.ts';
import { environmentsRoot, imageEnvironment } from './environments.ts';
import { JobFailure } from './errors.ts';
import { JobStorage } from './jobStorage.ts';
import { parseS3 } from './s3Address.ts';
import { environmentFor, fetchCode } from './training/userCode.ts';

/** Entry point of the container processes. */
const ENTRY = join(import.meta.dirname, '../../containers/run.py');
const READY_POLL_MS = 15;

export interface ServerAnswer {
  status: number;
  contentType: string | undefined;
  body: Buffer;
}

export interface ServerRequest {
  body: Uint8Array;
  contentType?: string | undefined;
  accept?: string | undefined;
  customAttributes?: string | undefined;
}

export interface ModelServer {
  /** The job folder's `model/`. */
  modelFolder: string;
  image: string;
  /** The value of a variable in the container's own environment. */
  variables: Readonly<Record<string, string>>;
  /** Whether the process still runs. */
  alive(): boolean;
  /** Rejects with `JobFailure` when the process is gone or does not answer in time. */
  invoke(request: ServerRequest): Promise<ServerAnswer>;
  executionParameters(): Promise<{ MaxPayloadInMB: number; MaxConcurrentTransforms: number; BatchStrategy: string }>;
  close(): Promise<void>;
}

export interface ModelServerOptions {
  container: ContainerDefinition;
  roleArn: string;
  /** Where the job folder goes. */
  base: string;
  memoryBytes: number;
  variables?: Readonly<Record<string, string>>;
  onLine(line: string): void;
  /** ms of real time until /ping must have answered. */
  startTimeoutMs?: number;
  /** The server only waits for requests: it does not hold the clock. */
  idle?: boolean;
}

/** Fetches the model, starts its container and waits until it answers /ping. Throws `JobFailure`, `ImageNotSupported`, `PythonRuntimeMissing`. */
export const startModelServer = async (cloud: Cloud, options: ModelServerOptions): Promise<ModelServer> => {
  const { container: definition, base } = options;
  const image = findImage(definition.Image ?? '');
  const environment = await imageEnvironment(cloud.directory, image, options.onLine);
  const storage = new JobStorage(cloud, options.roleArn);
  const folder = makeJobFolder(base);
  const user = { ...definition.Environment, ...options.variables };
  await fetchModel(definition.ModelDataUrl, folder, storage);
  const codeFolder = await fetchServingCode(user, folder, storage);
  const root = environmentsRoot(cloud.directory);
  const python = codeFolder
    ? await environmentFor(codeFolder, environment, { root, progress: options.onLine })
    : environment;
  const container = runContainer(
    {
      command: [python.python, ENTRY, 'serve'],
      env: containerVariables({
        base,
        pythonFolder: python.folder,
        bytecode: join(root, 'bytecode'),
        region: cloud.region,
        endpoint: cloud.endpoint,
        credentials: storage.credentials,
        user: { OMP_NUM_THREADS: '1', ...user, SAGEMAKER_BIND_TO_PORT: '0' },
      }),
      memoryBytes: options.memoryBytes,
      onLine: options.onLine,
    },
    cloud.clock,
    { idle: options.idle ?? false },
  );
  let alive = true;
  void container.exited.then(() => {
    alive = false;
  });
  const port = await readyPort(container, folder, () => alive, options.startTimeoutMs ?? 60_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const send = (method: string, path: string, input?: ServerRequest) => exchange(agent, port, method, path, input);
  const close = async (): Promise<void> => {
    agent.destroy();
    container.kill();
    await container.exited;
    rmSync(base, { recursive: true, force: true });
  };
  const ping = await send('GET', '/ping');
  if (ping.status !== 200) {
    await close();
    throw new JobFailure(`The container's /ping answered ${ping.status}`);
  }
  return {
    modelFolder: folder.model,
    image: definition.Image ?? '',
    variables: user,
    alive: () => alive,
    invoke: (input) => send('POST', '/invocations', input),
    executionParameters: async () => JSON.parse((await send('GET', '/execution-parameters')).body.toString()),
    close,
  };
};

const fetchModel = async (url: string | undefined, folder: JobFolder, storage: JobStorage): Promise<void> => {
  if (!url) return;
  const { bucket, key } = parseS3('ModelDataUrl', url);
  const { path } = await storage.file(bucket, key);
  try {
    await unpack(path, folder.model);
  } catch (error) {
    throw new JobFailure(`Failed to extract model data archive ${url}: ${String(error)}`);
  }
};

/** The folder of the user's code, or undefined in algorithm mode. */
const fetchServingCode = async (
  variables: Readonly<Record<string, string>>,
  folder: JobFolder,
  storage: JobStorage,
): Promise<string | undefined> => {
  if (!variables.SAGEMAKER_PROGRAM) return undefined;
  const directory = variables.SAGEMAKER_SUBMIT_DIRECTORY ?? '/opt/ml/model/code';
  if (directory.startsWith('s3://')) {
    await fetchCode(directory, folder.code, storage);
    return folder.code;
  }
  return join(folder.base, directory.replace(/^\/opt\/ml\//, ''));
};

const readyPort = async (
  container: Container,
  folder: JobFolder,
  alive: () => boolean,
  timeoutMs: number,
): Promise<number> => {
  const file = join(folder.scratch, 'port');
  const deadline = performance.now() + timeoutMs;
  while (alive() && performance.now() < deadline) {
    if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
    await sleep(READY_POLL_MS);
  }
  container.kill();
  const exit = await container.exited;
  throw new JobFailure(
    exit.killedFor === 'memory'
      ? 'The container needed more memory than the instance has'
      : `The container ended before it answered /ping (exit code ${exit.code ?? exit.signal})`,
  );
};

const exchange = (
  agent: Agent,
  port: number,
  method: string,
  path: string,
  input?: ServerRequest,
): Promise<ServerAnswer> =>
  new Promise((resolve, reject) => {
    const headers: Record<string, string> = {};
    if (input) headers['content-length'] = String(input.body.length);
    if (input?.contentType) headers['content-type'] = input.contentType;
    if (input?.accept) headers.accept = input.accept;
    if (input?.customAttributes) headers['x-amzn-sagemaker-custom-attributes'] = input.customAttributes;
    const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers['content-type'],
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.on('error', (error) => reject(new JobFailure(`The container does not answer: ${error.message}`)));
    outgoing.end(input?.body);
  });
