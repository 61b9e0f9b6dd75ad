import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** Packaging or deploying failed; the message holds what the tool or the stack's events said. */
export class DeployFailed extends Error {
  override readonly name = 'DeployFailed';
}

const run = promisify(execFile);

/** What a package is made of: a change of any of these files makes a new one. */
const inputs = [
  'serverless.yml',
  'package-lock.json',
  '{serverless,stages,resources,statemachines,functions,pipelines,reports,glue,sagemaker}/**/*',
];

const hashOf = async (root: string, stage: string): Promise<string> => {
  const paths: string[] = [];
  for (const pattern of inputs) for await (const path of glob(pattern, { cwd: root })) paths.push(path);
  const hash = createHash('sha256').update(`${stage}\0${process.version}`);
  for (const path of paths.sort()) {
    const full = join(root, path);
    if ((await stat(full)).isFile()) hash.update(`${path}\0`).update(await readFile(full));
  }
  return hash.digest('hex').slice(0, 24);
};

/**
 * Packages a service with `osls package`, unless nothing of it has changed since the last time. Answers the package's folder, below
 * `<directory>/packages/`; older packages of the stage are removed.
 */
export const packageProject = async ({
  root,
  stage,
  directory,
}: {
  root: string;
  stage: string;
  directory: string;
}): Promise<string> => {
  const packages = join(directory, 'packages');
  const name = `${stage}-${await hashOf(root, stage)}`;
  const folder = join(packages, name);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.part`;
  await mkdir(packages, { recursive: true });
  await rm(aside, { recursive: true, force: true });
  const cli = join(root, 'node_modules', 'serverless', 'bin', 'serverless.js');
  try {
    await run(process.execPath, [cli, 'package', '--stage', stage, '--package', aside], {
      cwd: root,
      maxBuffer: 1 << 24,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new DeployFailed(`osls package failed:\n${`${stdout}${stderr}`.trim()}`, { cause: error });
  }
  await rename(aside, folder);
  for (const old of await readdir(packages))
    if (old.startsWith(`${stage}-`) && old !== name) await rm(join(packages, old), { recursive: true, force: true });
  return folder;
};

const settled = (stack: Stack | undefined): boolean => !stack?.StackStatus?.endsWith('_IN_PROGRESS');

/** Deploys a package through the same CloudFormation calls that osls makes; a package that is deployed already costs one look. */
export const deployPackage = async ({
  endpoint,
  packageDirectory,
  stackName,
}: {
  endpoint: string;
  packageDirectory: string;
  stackName: string;
}): Promise<void> => {
  const cloudFormation = new CloudFormationClient({ endpoint });
  const s3 = new S3Client({ endpoint, forcePathStyle: true });
  const find = async (): Promise<Stack | undefined> => {
    try {
      return (await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }))).Stacks?.[0];
    } catch (error) {
      if ((error as Error).name === 'ValidationError') return undefined;
      throw error;
    }
  };
  /** Until the stack has settled; `since` is the update before the one that is waited for, which takes a moment to begin. */
  const wait = async (since: Date): Promise<Stack> => {
    for (;;) {
      const stack = await find();
      if (stack && settled(stack) && stack.LastUpdatedTime?.getTime() !== since.getTime()) return stack;
      await delay(20);
    }
  };
  const template = (name: string) =>
    readFile(join(packageDirectory, `cloudformation-template-${name}-stack.json`), 'utf8');
  const Capabilities = ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const];

  if (!(await find())) {
    await cloudFormation.send(
      new CreateStackCommand({ StackName: stackName, TemplateBody: await template('create'), Capabilities }),
    );
    while (!settled(await find())) await delay(20);
  }
  const { StackResourceDetail } = await cloudFormation.send(
    new DescribeStackResourceCommand({ StackName: stackName, LogicalResourceId: 'ServerlessDeploymentBucket' }),
  );
  const Bucket = StackResourceDetail?.PhysicalResourceId ?? '';
  const body = await template('update');
  const templateKey = `templates/${createHash('sha256').update(body).digest('hex')}.json`;
  const done = `${templateKey}.deployed`;
  if (await exists(s3, Bucket, done)) return;

  const codeKeys = Object.values(
    (JSON.parse(body) as { Resources: Record<string, { Properties?: { Code?: { S3Key?: string } } }> }).Resources,
  ).flatMap(({ Properties }) => Properties?.Code?.S3Key ?? []);
  const assets = JSON.parse(await readFile(join(packageDirectory, 'assets.json'), 'utf8')) as Record<string, string>;
  const files = [...codeKeys.map((key) => [key, key.split('/').at(-1) ?? ''] as const), ...Object.entries(assets)];
  for (const [Key, file] of files)
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: await readFile(join(packageDirectory, file)) }));
  await s3.send(new PutObjectCommand({ Bucket, Key: templateKey, Body: body }));

  const change = { StackName: stackName, ChangeSetName: `deploy-${Date.now()}` };
  await cloudFormation.send(
    new CreateChangeSetCommand({
      ...change,
      ChangeSetType: 'UPDATE',
      TemplateURL: `${endpoint}/${Bucket}/${templateKey}`,
      Capabilities,
    }),
  );
  const described = await waitForChangeSet(cloudFormation, change);
  if (described.Status === 'FAILED' && !/didn't contain changes|No updates/i.test(described.StatusReason ?? ''))
    throw new DeployFailed(described.StatusReason ?? 'the change set failed');
  if (described.Status !== 'FAILED') {
    const before = (await find())?.LastUpdatedTime ?? new Date(0);
    await cloudFormation.send(new ExecuteChangeSetCommand(change));
    const { StackStatus } = await wait(before);
    if (StackStatus !== 'UPDATE_COMPLETE')
      throw new DeployFailed(`stack ${stackName} ended ${StackStatus}:\n${await failures(cloudFormation, stackName)}`);
  }
  await s3.send(new PutObjectCommand({ Bucket, Key: done, Body: 'deployed' }));
};

const waitForChangeSet = async (client: CloudFormationClient, change: { StackName: string; ChangeSetName: string }) => {
  for (;;) {
    const described = await client.send(new DescribeChangeSetCommand(change));
    if (described.Status === 'CREATE_COMPLETE' || described.Status === 'FAILED') return described;
    await delay(20);
  }
};

const exists = async (s3: S3Client, Bucket: string, Key: string): Promise<boolean> => {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'NotFound') return false;
    throw error;
  }
};

/** What failed first in the operation that ended last, in the stack's own words. */
const failures = async (client: CloudFormationClient, StackName: string): Promise<string> => {
  const failed: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    for (const event of StackEvents) {
      if (event.ResourceStatus?.endsWith('_FAILED')) {
        failed.unshift(`  ${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason}`);
      }
      if (event.ResourceStatusReason === 'User Initiated') return failed.slice(0, 10).join('\n');
    }
  }
  return failed.slice(0, 10).join('\n');
};
