import { join } from 'node:path';

/** Threads that wait without spinning: with the default, 2 threads on busy cores took 16 s for what takes 0.3 s. */
const THREADS = { OMP_WAIT_POLICY: 'PASSIVE', GOMP_SPINCOUNT: '0', KMP_BLOCKTIME: '0' };

export interface VariableOptions {
  /** The job folder. */
  base: string;
  /** Interpreter's environment folder. */
  pythonFolder: string;
  /** Where compiled Python goes, so that the sources' own folders stay clean. */
  bytecode: string;
  region: string;
  endpoint: string;
  /** Temporary keys of the job's role. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** What the user set on the job or model. */
  user?: Readonly<Record<string, string>> | undefined;
}

/** A container's whole environment. The user's variables come last but for those that keep the process in its place. */
export const containerVariables = (options: VariableOptions): Record<string, string> => ({
  ...THREADS,
  PYTHONUNBUFFERED: '1',
  PYTHONHASHSEED: '0',
  LANG: 'C.UTF-8',
  AWS_REGION: options.region,
  AWS_DEFAULT_REGION: options.region,
  ...options.user,
  ...(process.platform === 'win32' && { SystemRoot: process.env.SystemRoot ?? 'C:\\Windows' }),
  PATH: `${join(options.pythonFolder, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
  HOME: join(options.base, 'tmp'),
  TMPDIR: join(options.base, 'tmp'),
  PYTHONPYCACHEPREFIX: options.bytecode,
  SAGEMAKER_BASE_DIR: options.base,
  AWS_ENDPOINT_URL: options.endpoint,
  AWS_ACCESS_KEY_ID: options.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: options.credentials.secretAccessKey,
  AWS_SESSION_TOKEN: options.credentials.sessionToken,
});
