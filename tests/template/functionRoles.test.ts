import { join } from 'node:path';

interface Plugin {
  hooks: Record<string, () => void>;
}
type Statement = { Sid?: string; Action: string[] };

const load = async (): Promise<new (serverless: object) => Plugin> => {
  const path = join(import.meta.dirname, '../../serverless/plugins/function-roles.mjs');
  return ((await import(path)) as { default: new (serverless: object) => Plugin }).default;
};

describe('the roles of functions', () => {
  const refine = async (tracing: 'Active' | 'PassThrough', statements: object[]): Promise<Statement[]> => {
    const Role = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: statements } }] } };
    const Properties = { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, TracingConfig: { Mode: tracing } };
    const Resources = { Role, Hello: { Type: 'AWS::Lambda::Function', Properties } };
    const serverless = { service: { provider: { compiledCloudFormationTemplate: { Resources } } } };
    const FunctionRoles = await load();
    new FunctionRoles(serverless).hooks['before:package:finalize']?.();
    return (Role.Properties.Policies[0]?.PolicyDocument.Statement ?? []) as Statement[];
  };

  it('make no log group, as the template has it', async () => {
    const statements = await refine('PassThrough', [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:PutLogEvents'],
        Resource: 'arn:x',
      },
      { Effect: 'Allow', Action: 'logs:CreateLogGroup', Resource: 'arn:y' },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:z' },
    ]);

    expect(statements.map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ['s3:GetObject'],
    ]);
  });

  it('may write traces where the function is traced, with the reason for its wildcard', async () => {
    const statements = await refine('Active', [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:z' }]);

    expect(statements.at(-1)).toMatchObject({
      Sid: expect.stringContaining('Because'),
      Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      Resource: '*',
    });
  });
});
