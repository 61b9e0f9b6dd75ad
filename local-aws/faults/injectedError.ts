import { AwsError } from '../errors.ts';
import { wireOf } from '../protocols/wires.ts';

/** What each service calls it when it is asked too often. */
const throttling: Readonly<Record<string, string>> = {
  cloudformation: 'Throttling',
  cloudwatch: 'Throttling',
  dynamodb: 'ProvisionedThroughputExceededException',
  iam: 'Throttling',
  kinesis: 'ProvisionedThroughputExceededException',
  lambda: 'TooManyRequestsException',
  s3: 'SlowDown',
  sns: 'ThrottledException',
  sqs: 'RequestThrottled',
  sts: 'Throttling',
};

const messages: Readonly<Record<string, string>> = {
  ExpiredToken: 'The security token included in the request is expired',
  SlowDown: 'Please reduce your request rate.',
};

const statuses: readonly [pattern: RegExp, status: number][] = [
  [/^(SlowDown|ServiceUnavailable|Unavailable)/, 503],
  [/^Internal/, 500],
  [/^TooManyRequests/, 429],
  [/^PreconditionFailed/, 412],
  [/^(RequestTimeTooSkewed|AccessDenied$|AuthorizationError)/, 403],
  [/^NoSuch(Key|Bucket|Version|Upload)/, 404],
];

/** The error that a rule names; `Throttling*` is the service's own name for it, `ExpiredToken` too. */
export const injectedError = (service: string, name: string, message?: string): AwsError => {
  const code = codeOf(service, name);
  const status = statuses.find(([pattern]) => pattern.test(code))?.[1] ?? 400;
  return new AwsError(code, message ?? messages[name.replace('*', '')] ?? `${code} (injected fault)`, { status });
};

const codeOf = (service: string, name: string): string => {
  if (name === 'Throttling*') return throttling[service] ?? 'ThrottlingException';
  const spoken = wireOf(service).version === undefined && service !== 's3' ? 'ExpiredTokenException' : 'ExpiredToken';
  return name === 'ExpiredToken' ? spoken : name.replace('*', '');
};
