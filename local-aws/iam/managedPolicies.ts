import type { OneOrMany } from './policyDocument.ts';

const allow = (Action: OneOrMany<string>, Resource: OneOrMany<string> = '*') => ({ Effect: 'Allow', Action, Resource });
const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * AWS's own managed policies that a template may attach, as published. Others are refused by name: a policy whose text is not known
 * cannot be evaluated.
 */
const POLICIES: Readonly<Record<string, object[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [allow(LOGS)],
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    allow([
      ...LOGS,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ],
  'service-role/AWSLambdaKinesisExecutionRole': [
    allow([
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'kinesis:ListStreams',
      'kinesis:SubscribeToShard',
      ...LOGS,
    ]),
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOGS]),
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    allow([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...LOGS,
    ]),
  ],
  AWSXRayDaemonWriteAccess: [
    allow([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ]),
  ],
  CloudWatchLambdaInsightsExecutionRolePolicy: [
    allow('logs:CreateLogGroup'),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*'),
  ],
};

const PREFIX = 'arn:aws:iam::aws:policy/';

/** The document (JSON) of AWS's own policy of that ARN, or undefined when local-aws does not know it. */
export function awsManagedPolicy(arn: string): string | undefined {
  const statements = arn.startsWith(PREFIX) ? POLICIES[arn.slice(PREFIX.length)] : undefined;
  return statements && JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export const isAwsManaged = (arn: string): boolean => arn.startsWith(PREFIX);

/** ARNs of all that are known, for SUPPORT.md and for messages. */
export const awsManagedPolicyArns = (): string[] => Object.keys(POLICIES).map((name) => PREFIX + name);
