import type {
  CreateFunctionRequest,
  FunctionConfiguration,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { FunctionRecord } from '../../lambda/functionRecord.ts';
import { type LambdaContext, newRevision } from './context.ts';

export const RUNTIMES = ['nodejs22.x', 'nodejs24.x'];

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

type Settings = Partial<Omit<CreateFunctionRequest & UpdateFunctionConfigurationRequest, 'FunctionName'>>;

/** A record with the settings of a request in it; what the request leaves out stays. Throws `InvalidParameterValueException`. */
export function applySettings(record: FunctionRecord, settings: Settings, now: number): FunctionRecord {
  const next: FunctionRecord = { ...record, lastModified: now, revisionId: newRevision() };
  if (settings.Runtime !== undefined) next.runtime = supportedRuntime(settings.Runtime);
  if (settings.Handler !== undefined) next.handler = settings.Handler;
  if (settings.Role !== undefined) next.role = settings.Role;
  if (settings.Description !== undefined) next.description = settings.Description;
  if (settings.Timeout !== undefined) next.timeoutSeconds = inRange('timeout', settings.Timeout, 1, 900);
  if (settings.MemorySize !== undefined) next.memoryMiB = inRange('memorySize', settings.MemorySize, 128, 10_240);
  if (settings.Environment !== undefined) next.environment = checkedVariables(settings.Environment.Variables ?? {});
  if (settings.TracingConfig?.Mode !== undefined) next.tracing = settings.TracingConfig.Mode;
  if (settings.Architectures !== undefined) next.architectures = settings.Architectures;
  if (settings.KMSKeyArn !== undefined) setOrDelete(next, 'kmsKeyArn', settings.KMSKeyArn);
  if (settings.DeadLetterConfig !== undefined)
    setOrDelete(next, 'deadLetterTarget', settings.DeadLetterConfig.TargetArn);
  if (settings.EphemeralStorage?.Size !== undefined) {
    next.ephemeralStorageMiB = inRange('ephemeralStorage.size', settings.EphemeralStorage.Size, 512, 10_240);
  }
  if (settings.VpcConfig !== undefined) {
    const { SubnetIds = [], SecurityGroupIds = [] } = settings.VpcConfig;
    next.vpc = { SubnetIds, SecurityGroupIds };
  }
  if (settings.LoggingConfig !== undefined) {
    if (settings.LoggingConfig.LogFormat === 'JSON') {
      throw invalid(
        'local-aws writes function logs as text: LoggingConfig.LogFormat JSON is not supported. Use Text; a logger library writes JSON lines by itself.',
      );
    }
    next.logGroup = settings.LoggingConfig.LogGroup ?? record.logGroup;
  }
  return next;
}

function supportedRuntime(runtime: string): string {
  if (RUNTIMES.includes(runtime)) return runtime;
  throw invalid(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: local-aws runs ${RUNTIMES.join(' and ')} functions only`,
  );
}

function inRange(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const bound = value > most ? `less than or equal to ${most}` : `greater than or equal to ${least}`;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

function checkedVariables(variables: Record<string, string>): Record<string, string> {
  const reserved = Object.keys(variables).filter(
    (name) => RESERVED.test(name) && !/^AWS_LAMBDA_(NODEJS|LOG_LEVEL|EXEC)/.test(name),
  );
  if (reserved.length > 0) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(variables));
  if (size > 4096) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
    );
  }
  return variables;
}

function setOrDelete<K extends 'kmsKeyArn' | 'deadLetterTarget'>(
  record: FunctionRecord,
  key: K,
  value: string | undefined,
) {
  if (value) record[key] = value;
  else delete record[key];
}

/** A record as Lambda answers it. */
export function configuration(context: LambdaContext, record: FunctionRecord): FunctionConfiguration {
  const qualifier = record.version === '$LATEST' ? undefined : record.version;
  return {
    FunctionName: record.name,
    FunctionArn: context.store.arn(record.name, qualifier),
    Runtime: record.runtime as NonNullable<FunctionConfiguration['Runtime']>,
    Role: record.role,
    Handler: record.handler,
    CodeSize: record.codeSize,
    Description: record.description,
    Timeout: record.timeoutSeconds,
    MemorySize: record.memoryMiB,
    LastModified: new Date(record.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: record.codeSha256,
    Version: record.version,
    ...(record.vpc && { VpcConfig: { ...record.vpc, VpcId: '' } }),
    ...(record.deadLetterTarget && { DeadLetterConfig: { TargetArn: record.deadLetterTarget } }),
    ...(Object.keys(record.environment).length > 0 && { Environment: { Variables: record.environment } }),
    ...(record.kmsKeyArn && { KMSKeyArn: record.kmsKeyArn }),
    TracingConfig: { Mode: record.tracing },
    RevisionId: record.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: record.architectures as NonNullable<FunctionConfiguration['Architectures']>,
    EphemeralStorage: { Size: record.ephemeralStorageMiB },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: `arn:aws:lambda:${context.cloud.region}::runtime:${record.runtime}` },
    LoggingConfig: { LogFormat: record.logFormat, LogGroup: record.logGroup },
  };
}
