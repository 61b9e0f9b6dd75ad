/**
 * What `nightjar stream --faults` injects, by the seed: throttled shards, calls whose answer is lost, a handler that dies in the middle of
 * its work, an endpoint that fails. Each rule is one that the service itself can show.
 */
export const streamFaults = (functionName: string): string[] => [
  'kinesis:PutRecords p=0.02 before error ProvisionedThroughputExceededException',
  'kinesis:PutRecords p=0.01 after timeout',
  'kinesis:GetRecords p=0.02 before error ProvisionedThroughputExceededException',
  'dynamodb:TransactWriteItems p=0.02 before error ProvisionedThroughputExceededException',
  'dynamodb:TransactWriteItems p=0.01 after timeout',
  `dynamodb:TransactWriteItems p=0.005 after kill ${functionName}`,
  `dynamodb:BatchGetItem p=0.002 before kill ${functionName}`,
  'sagemaker-runtime:InvokeEndpoint p=0.1 before error ServiceUnavailable',
  'sagemaker-runtime:InvokeEndpoint p=0.05 before error ThrottlingException',
  's3:PutObject p=0.01 before error SlowDown',
  'sns:PublishBatch p=0.02 before error ThrottledException',
];
