/** The functions' settings, read late so that a missing one names itself at the call that needs it. */
const read = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set: it comes from the function's function.yml`);
  return value;
};

export const env = {
  dataBucket: () => read('DATA_BUCKET'),
  auditBucket: () => read('AUDIT_BUCKET'),
  runsTable: () => read('RUNS_TABLE'),
  jobsTable: () => read('JOBS_TABLE'),
  glueJob: () => read('GLUE_JOB'),
  glueDatabase: () => read('GLUE_DATABASE'),
  /** Names of roles: `roleArn` makes their ARNs. A `Ref`, unlike a `Fn::GetAtt`, is known to `sls invoke local` too. */
  qualityRole: () => read('QUALITY_ROLE'),
  sagemakerRole: () => read('SAGEMAKER_ROLE'),
  /** Longest time that a deployment bakes on this stage. */
  maxBakeSeconds: () => Number(read('MAX_BAKE_SECONDS')),
  /** Id of the key. */
  dataKey: () => read('DATA_KEY'),
  alertTopicArn: () => read('ALERT_TOPIC_ARN'),
  resultTopicArn: () => read('RESULT_TOPIC_ARN'),
  undeliveredAlertsUrl: () => read('UNDELIVERED_ALERTS_URL'),
  /** `nightjar-<stage>`: what every named resource begins with. */
  resourcePrefix: () => read('RESOURCE_PREFIX'),
  signingKeyId: () => read('SIGNING_KEY_ID'),
  gatewayUrl: () => read('GATEWAY_URL'),
  gatewayTimeoutMs: () => Number(read('GATEWAY_TIMEOUT_MS')),
  alertFunction: () => read('ALERT_FUNCTION'),
  featuresTable: () => read('FEATURES_TABLE'),
  recentTable: () => read('RECENT_TABLE'),
  decisionsTable: () => read('DECISIONS_TABLE'),
  decisionStream: () => read('DECISION_STREAM'),
  declinedTopicArn: () => read('DECLINED_TOPIC_ARN'),
  streamDeadLettersUrl: () => read('STREAM_DEAD_LETTERS_URL'),
  onlinePipeline: () => read('ONLINE_PIPELINE'),
  region: () => read('AWS_REGION'),
};
