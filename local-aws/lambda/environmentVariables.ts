import type { FunctionRecord } from './functionRecord.ts';

export interface VariableSources {
  record: FunctionRecord;
  region: string;
  endpoint: string;
  directory: string;
  logStream: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** All that a function finds in `process.env`: its own variables and those that Lambda sets, nothing of the machine's. */
export function environmentVariables(sources: VariableSources): Record<string, string> {
  const { record, credentials } = sources;
  return {
    ...record.environment,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: sources.region,
    AWS_DEFAULT_REGION: sources.region,
    AWS_ENDPOINT_URL: sources.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${record.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: record.name,
    AWS_LAMBDA_FUNCTION_VERSION: record.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(record.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: record.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: sources.logStream,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: sources.directory,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: record.handler,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
