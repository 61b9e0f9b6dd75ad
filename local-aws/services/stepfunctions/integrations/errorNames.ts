import { StateFailure } from '../../../asl/failure.ts';
import type { TaskResource } from '../../../asl/taskResource.ts';
import type { AwsError } from '../../../errors.ts';

/** Services as the names of their errors and their causes write them: those of the SDK for Java 2. */
export const sdkNames: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  cloudwatch: 'CloudWatch',
  cloudwatchlogs: 'CloudWatchLogs',
  dynamodb: 'DynamoDb',
  ecr: 'Ecr',
  eventbridge: 'EventBridge',
  glue: 'Glue',
  iam: 'Iam',
  kinesis: 'Kinesis',
  kms: 'Kms',
  lambda: 'Lambda',
  s3: 'S3',
  sagemaker: 'SageMaker',
  sagemakerruntime: 'SageMakerRuntime',
  scheduler: 'Scheduler',
  sfn: 'Sfn',
  sns: 'Sns',
  sqs: 'Sqs',
  sts: 'Sts',
};

/** The same of the optimized integrations, which are older than that SDK. */
const optimizedNames: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  glue: 'Glue',
  lambda: 'Lambda',
  sagemaker: 'SageMaker',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'StepFunctions',
};

/** The failure that a Retry or Catch sees when an API call was refused. */
export function taskFailure(resource: TaskResource, error: AwsError): StateFailure {
  const sdk = resource.service.startsWith('aws-sdk:');
  const service = sdk ? resource.service.slice('aws-sdk:'.length) : resource.service;
  const name = (sdk ? sdkNames : optimizedNames)[service] ?? service;
  const requestId =
    typeof error.members.requestId === 'string' ? error.members.requestId : '00000000-0000-0000-0000-000000000000';
  const cause = `${error.message} (Service: ${sdkNames[service] ?? name}, Status Code: ${error.status}, Request ID: ${requestId})`;
  return new StateFailure(`${name}.${codeOf(error.code, service, sdk)}`, cause);
}

/** The SDK's exceptions all end so, whatever the service calls its code. */
function codeOf(code: string, service: string, sdk: boolean): string {
  if (service === 'lambda' && code === 'AccessDeniedException' && !sdk) return 'AWSLambdaException';
  if (code === 'InternalFailure') return sdk ? `${sdkNames[service] ?? service}Exception` : 'ServiceException';
  return sdk && !code.endsWith('Exception') ? `${code}Exception` : code;
}
