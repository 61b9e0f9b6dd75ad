// Brings the role that serverless-iam-roles-per-function makes for each function to what the function really does: its log group is in the
// template, so that it never makes one; a traced function may write its trace, and one whose failed asynchronous invocations go to a queue
// may send there, both of which the plugin forgets. Takes away osls's role for all functions, which none uses, and encrypts the log groups
// that osls makes with the service's own key. List it after that plugin.
const TRACE = {
  Sid: 'TracesBecauseXRayKnowsNoResources',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

/** Actions without the making of a log group; statements that are left with none go. */
const withoutLogGroups = (statements) =>
  statements
    .map(({ Action, ...rest }) => ({
      ...rest,
      Action: [Action].flat().filter((action) => action !== 'logs:CreateLogGroup'),
    }))
    .filter(({ Action }) => Action.length > 0);

/** What sending to a function's on-failure queue takes: the queue, and the key that it is encrypted with. */
const deadLetterStatements = (destination, resources) => {
  const queue = resources[destination?.['Fn::GetAtt']?.[0]];
  if (queue?.Type !== 'AWS::SQS::Queue') return [];
  const key = queue.Properties.KmsMasterKeyId?.Ref;
  const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return [
    { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: destination },
    ...(key ? [{ Effect: 'Allow', Action: use, Resource: { 'Fn::GetAtt': [key, 'Arn'] } }] : []),
  ];
};

const UNUSED_ROLE = 'IamRoleLambdaExecution';
const LOG_KEY = 'DataKey';

export default class FunctionRoles {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:finalize': () => this.refine(),
      // Only now are the service's own resources in the template too.
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.complete(),
    };
  }

  refine() {
    const { Resources } = this.serverless.service.provider.compiledCloudFormationTemplate;
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const role = Resources[Properties.Role?.['Fn::GetAtt']?.[0]];
      for (const { PolicyDocument } of role?.Properties.Policies ?? []) {
        PolicyDocument.Statement = withoutLogGroups(PolicyDocument.Statement);
        if (Properties.TracingConfig?.Mode === 'Active') PolicyDocument.Statement.push(TRACE);
      }
    }
  }

  complete() {
    const { Resources } = this.serverless.service.provider.compiledCloudFormationTemplate;
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::EventInvokeConfig') continue;
      const { Role } = Resources[Properties.FunctionName?.Ref]?.Properties ?? {};
      const [policy] = Resources[Role?.['Fn::GetAtt']?.[0]]?.Properties.Policies ?? [];
      const statements = deadLetterStatements(Properties.DestinationConfig?.OnFailure?.Destination, Resources);
      policy?.PolicyDocument.Statement.push(...statements);
    }
    if (Resources[LOG_KEY])
      for (const { Type, Properties } of Object.values(Resources))
        if (Type === 'AWS::Logs::LogGroup') Properties.KmsKeyId ??= { 'Fn::GetAtt': [LOG_KEY, 'Arn'] };
    const { [UNUSED_ROLE]: unused, ...others } = Resources;
    if (unused && !JSON.stringify(others).includes(`"${UNUSED_ROLE}"`)) delete Resources[UNUSED_ROLE];
  }
}
