// Brings the role that serverless-iam-roles-per-function makes for each function to what the function really does: its log group is in the
// template, so that it never makes one; and a traced function may write its trace, which the plugin forgets. List it after that plugin.
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

export default class FunctionRoles {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { 'before:package:finalize': () => this.refine() };
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
}
