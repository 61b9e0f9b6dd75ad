/**
 * Each folder below pipelines/ becomes its resources: tables, rulesets, model package group, endpoint alarms, schedule. Adding a model is
 * adding a folder; nothing else is edited.
 */
const { join } = require('node:path');
const { pascal, ruleset, sub, table } = require('./catalog.cjs');

const root = join(__dirname, '..', 'pipelines');

const arn = (service, resource) =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);

const alarm = (prefix, pipeline, name, description, metric, statistic, threshold) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `${prefix}-${pipeline}-endpoint-${name}`,
    AlarmDescription: description,
    Namespace: 'AWS/SageMaker',
    MetricName: metric,
    Dimensions: [
      { Name: 'EndpointName', Value: `${prefix}-${pipeline}` },
      { Name: 'VariantName', Value: 'champion' },
    ],
    ...statistic,
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: 'AlertTopic' }],
  },
});

const schedule = (prefix, stage, { name, schedule: { cron, timeZone, enabled } }) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: `${prefix}-${name}`,
    Description: `The night of pipelines/${name}`,
    ScheduleExpression: `cron(${cron})`,
    ScheduleExpressionTimezone: timeZone,
    State: enabled ? stage.schedulesEnabled : 'DISABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { Ref: 'NightlyTraining' },
      RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
      Input: JSON.stringify({ pipeline: name, scheduledTime: '<aws.scheduler.scheduled-time>' }),
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 10800 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
    },
  },
});

const scheduleRole = (prefix) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: `${prefix}-schedule`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'start-the-night',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'NightlyTraining' } },
            { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
            {
              Effect: 'Allow',
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Resource: { 'Fn::GetAtt': ['AlertKey', 'Arn'] },
            },
          ],
        },
      },
    ],
  },
});

const resourcesOf = async ({ spec, files }, prefix, database, stage) => {
  const { featureTableColumns } = await import('../functions/shared/sql/featureSql.ts');
  const { extractSql } = await import('../functions/shared/sql/extractSql.ts');
  const { columnsOf } = await import('../functions/shared/sql/names.ts');
  const { catalogTable } = await import('../functions/shared/layout.ts');
  const id = pascal(spec.name);
  const resources = {};
  const add = (area, name, columns, description, rules) => {
    const tableId = `${id}${pascal(area)}${pascal(name)}Table`;
    const tableName = catalogTable(spec.name, area, name);
    resources[tableId] = table(
      database,
      tableName,
      sub(`s3://\${DataBucket}/${area}/${spec.name}/${name}/`),
      columns,
      description,
    );
    if (rules)
      resources[`${id}${pascal(area)}${pascal(name)}Rules`] = ruleset(
        `${prefix}-${spec.name}-${area}-${name}`,
        `pipelines/${spec.name}: rules of ${area} table ${name}`,
        files.get(rules),
        tableName,
        database,
        tableId,
      );
  };
  for (const [name, source] of Object.entries(spec.sources))
    add(
      'raw',
      name,
      extractSql(source).typed.columns,
      source.description ?? `${name} as it landed, typed`,
      source.quality,
    );
  for (const [name, clean] of Object.entries(spec.tables))
    add('clean', name, columnsOf(clean.columns), clean.description ?? `${name}, cleaned`);
  add('features', 'features', featureTableColumns(spec.features), `Features of ${spec.title}`, spec.features.quality);
  resources[`${id}ModelPackageGroup`] = {
    Type: 'AWS::SageMaker::ModelPackageGroup',
    Properties: { ModelPackageGroupName: `${prefix}-${spec.name}`, ModelPackageGroupDescription: spec.title },
  };
  resources[`${id}Endpoint5xxAlarm`] = alarm(
    prefix,
    spec.name,
    '5xx',
    'The endpoint answers with server errors: a deployment under way is rolled back',
    'Invocation5XXErrors',
    { Statistic: 'Sum' },
    1,
  );
  resources[`${id}EndpointLatencyAlarm`] = alarm(
    prefix,
    spec.name,
    'latency',
    'The model takes over half a second: a deployment under way is rolled back',
    'ModelLatency',
    { ExtendedStatistic: 'p99' },
    500000,
  );
  resources[`${id}Schedule`] = schedule(prefix, stage, spec);
  return resources;
};

module.exports = async ({ resolveVariable }) => {
  const { listPipelines, readPipeline } = await import('../functions/shared/pipelines/readPipeline.ts');
  const names = await listPipelines(root);
  const pipelines = await Promise.all(names.map((name) => readPipeline(join(root, name))));
  const prefix = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
  const database = prefix.replaceAll('-', '_');
  const stage = await resolveVariable('self:custom.stage');
  const each = (service, resource) => names.map((name) => arn(service, resource(name)));
  return {
    names,
    /** ARNs that jobs and models of the pipelines can have: SageMaker's names begin with the pipeline's. */
    trainingJobArns: each('sagemaker', (name) => `training-job/${name}-*`),
    transformJobArns: each('sagemaker', (name) => `transform-job/${name}-*`),
    modelArns: each('sagemaker', (name) => `model/${name}-*`),
    endpointConfigArns: each('sagemaker', (name) => `endpoint-config/${name}-*`),
    endpointArns: each('sagemaker', (name) => `endpoint/${prefix}-${name}`),
    endpointAndConfigArns: [
      ...each('sagemaker', (name) => `endpoint/${prefix}-${name}`),
      ...each('sagemaker', (name) => `endpoint-config/${name}-*`),
    ],
    modelPackageGroupArns: each('sagemaker', (name) => `model-package-group/${prefix}-${name}`),
    modelPackageArns: each('sagemaker', (name) => `model-package/${prefix}-${name}/*`),
    template: {
      Resources: Object.assign(
        { ScheduleRole: scheduleRole(prefix) },
        ...(await Promise.all(pipelines.map((pipeline) => resourcesOf(pipeline, prefix, database, stage)))),
      ),
    },
  };
};
