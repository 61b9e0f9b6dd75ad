/**
 * Actions for which a policy cannot name a resource: `*` is the only one that AWS takes.
 * Source: AWS Service Authorization Reference, columns "Resource types" that are empty.
 */
const ACTIONS = new Set([
  'cloudwatch:DescribeInsightRules',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ecr:GetAuthorizationToken',
  'kms:ListAliases',
  'kms:ListKeys',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  's3:ListAllMyBuckets',
  'sagemaker:ListEndpoints',
  'sagemaker:ListModelPackages',
  'sagemaker:ListTrainingJobs',
  'sagemaker:ListTransformJobs',
  'sts:GetCallerIdentity',
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

export const takesAnyResourceOnly = (action: string): boolean => ACTIONS.has(action);
