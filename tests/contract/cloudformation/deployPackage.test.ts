import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipOf } from '../../../local-aws/cloudformation/zip.ts';
import { deployPackage } from '../../../local-aws/deploy.ts';
import { outputs, type StackLaptop, startStackLaptop } from './laptop.ts';

const BUCKET = { Type: 'AWS::S3::Bucket', Properties: {} };
const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

describe('deployPackage', () => {
  let laptop: StackLaptop;
  let packageDirectory: string;
  beforeAll(async () => {
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
    laptop = await startStackLaptop();
    packageDirectory = mkdtempSync(join(tmpdir(), 'nightjar-package-'));
  });
  afterAll(async () => {
    rmSync(packageDirectory, { recursive: true });
    await laptop.close();
  });

  /** What osls would leave: two templates, a function's zip, an asset. */
  const pack = (version: string, extra: object = {}) => {
    const Resources = {
      ServerlessDeploymentBucket: BUCKET,
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [trust] } } },
      Hello: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'hello',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: `code/${version}/hello.zip` },
        },
      },
      ...extra,
    };
    const write = (name: string, value: object) => writeFileSync(join(packageDirectory, name), JSON.stringify(value));
    write('cloudformation-template-create-stack.json', { Resources: { ServerlessDeploymentBucket: BUCKET } });
    write('cloudformation-template-update-stack.json', {
      Resources,
      Outputs: { Bucket: { Value: { Ref: 'ServerlessDeploymentBucket' } } },
    });
    mkdirSync(join(packageDirectory, 'assets'), { recursive: true });
    writeFileSync(join(packageDirectory, 'assets', 'job.py'), 'print(1)');
    write('assets.json', { 'assets/1/job.py': 'assets/job.py' });
    const source = `exports.handler = async () => '${version}';`;
    writeFileSync(join(packageDirectory, 'hello.zip'), zipOf({ 'index.js': source }));
  };
  const deploy = () => deployPackage({ endpoint: laptop.server.endpoint, packageDirectory, stackName: 'packed' });
  const hello = async () => {
    const { Payload } = await new LambdaClient(laptop.config).send(new InvokeCommand({ FunctionName: 'hello' }));
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as string;
  };
  const changes = () => laptop.server.log.all(0).filter(({ operation }) => operation === 'ExecuteChangeSet').length;

  it('deploys, changes nothing for the same package, goes forward and back, and rolls a broken one back', async () => {
    pack('one');
    await deploy();
    const { Bucket = '' } = outputs(await laptop.describe('packed'));
    expect(laptop.server.cloud.parts.objects.head(Bucket, 'assets/1/job.py')?.size).toBe(8);
    expect(await hello()).toBe('one');

    await deploy();
    expect(changes()).toBe(1);

    pack('two');
    await deploy();
    expect(await hello()).toBe('two');
    pack('one');
    await deploy();
    expect(await hello()).toBe('one');

    pack('three', { Bad: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 99_999 } } });
    await expect(deploy()).rejects.toMatchObject({
      name: 'DeployFailed',
      message: expect.stringMatching(
        /^stack packed ended UPDATE_ROLLBACK_COMPLETE:\n {2}Bad \(AWS::SQS::Queue\): .*DelaySeconds/,
      ),
    });
    expect(await hello()).toBe('one');
  });
});
