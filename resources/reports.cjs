/**
 * Each folder below reports/ becomes its resources: catalog tables, rulesets of its requirements, schedule. Adding a report is adding a
 * folder; nothing else is edited.
 */
const { join } = require('node:path');
const { pascal, ruleset, sub, table } = require('./catalog.cjs');

const root = join(__dirname, '..', 'reports');

const schedule = (prefix, stage, { name, schedule: { cron, timeZone, enabled } }) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: `${prefix}-report-${name}`,
    Description: `The filing of reports/${name}`,
    ScheduleExpression: `cron(${cron})`,
    ScheduleExpressionTimezone: timeZone,
    State: enabled ? stage.schedulesEnabled : 'DISABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { Ref: 'ComplianceReport' },
      RoleArn: { 'Fn::GetAtt': ['ReportScheduleRole', 'Arn'] },
      Input: JSON.stringify({ report: name, scheduledTime: '<aws.scheduler.scheduled-time>' }),
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 10800 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
    },
  },
});

const allow = (Action, Resource) => ({ Effect: 'Allow', Action, Resource });

const scheduleRole = (prefix) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: `${prefix}-report-schedule`,
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
        PolicyName: 'start-the-report',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            allow('states:StartExecution', { Ref: 'ComplianceReport' }),
            allow('sqs:SendMessage', { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] }),
            allow(['kms:Decrypt', 'kms:GenerateDataKey'], { 'Fn::GetAtt': ['AlertKey', 'Arn'] }),
          ],
        },
      },
    ],
  },
});

const resourcesOf = async ({ spec, files }, prefix, database, stage) => {
  const { columnsOf } = await import('../functions/shared/sql/names.ts');
  const { catalogTable } = await import('../functions/shared/layout.ts');
  const id = `Report${pascal(spec.name)}`;
  const resources = { [`${id}Schedule`]: schedule(prefix, stage, spec) };
  for (const [name, { columns, description, requirements }] of Object.entries(spec.tables)) {
    const tableId = `${id}${pascal(name)}Table`;
    const tableName = catalogTable(spec.name, 'reports', name);
    const location = sub(`s3://\${DataBucket}/reports/${spec.name}/${name}/`);
    const shown = description ?? `${name} of ${spec.title}`;
    resources[tableId] = table(database, tableName, location, columnsOf(columns), shown);
    if (requirements)
      resources[`${id}${pascal(name)}Rules`] = ruleset(
        `${prefix}-${spec.name}-reports-${name}`,
        `reports/${spec.name}: requirements of ${name}`,
        files.get(requirements),
        tableName,
        database,
        tableId,
      );
  }
  return resources;
};

module.exports = async ({ resolveVariable }) => {
  const { listReports, readReport } = await import('../functions/shared/reports/readReport.ts');
  const { listPipelines } = await import('../functions/shared/pipelines/readPipeline.ts');
  const names = await listReports(root);
  const taken = (await listPipelines(join(__dirname, '..', 'pipelines'))).find((name) => names.includes(name));
  if (taken)
    throw new Error(`reports/${taken}: a pipeline has this name, and their data would lie in one place; rename one`);
  const reports = await Promise.all(names.map((name) => readReport(join(root, name))));
  const { checkSchema } = await import('../functions/shared/reports/checkSchema.ts');
  for (const report of reports) checkSchema(report);
  const prefix = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
  const database = prefix.replaceAll('-', '_');
  const stage = await resolveVariable('self:custom.stage');
  const each = await Promise.all(reports.map((report) => resourcesOf(report, prefix, database, stage)));
  return { names, template: { Resources: Object.assign({ ReportScheduleRole: scheduleRole(prefix) }, ...each) } };
};
