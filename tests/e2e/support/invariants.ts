import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetJobRunsCommand, GetPartitionsCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  ListEndpointsCommand,
  ListTrainingJobsCommand,
  ListTransformJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { manifest as manifestSchema } from '../../../functions/shared/contracts/step.ts';
import { hashOf } from '../../../functions/shared/hash.ts';

export interface Stage {
  dataBucket: string;
  auditBucket: string;
  machineArn: string;
  jobName: string;
}

const pipeline = 'credit-risk';
const tables = { runs: 'nightjar-local-runs', jobs: 'nightjar-local-jobs', database: 'nightjar_local' };

const s3 = () => new S3Client({});
const documents = () => DynamoDBDocumentClient.from(new DynamoDBClient({}));

const textOf = async (bucket: string, key: string): Promise<string> => {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
};

const keysBelow = async (bucket: string, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  let from: string | undefined;
  do {
    const page = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: from }));
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    from = page.NextContinuationToken;
  } while (from);
  return keys;
};

/** The item of the runs table by its id. */
export const runItem = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await documents().send(new GetCommand({ TableName: tables.runs, Key: { id }, ConsistentRead: true }))).Item;

/** What is left over of a night that has ended, by name; empty when nothing is. */
export const leftovers = async (stage: Stage): Promise<string[]> => {
  const glue = new GlueClient({});
  const sagemaker = new SageMakerClient({});
  const sqs = new SQSClient({});
  const found: string[] = [];
  if (await runItem(`LOCK#${pipeline}`)) found.push('the run lock');
  const { Items = [] } = await documents().send(new ScanCommand({ TableName: tables.jobs }));
  for (const { open, stage: name, key } of Items) if (open) found.push(`open job record ${name} ${key}`);
  const { JobRuns = [] } = await glue.send(new GetJobRunsCommand({ JobName: stage.jobName }));
  for (const { Id, JobRunState = '' } of JobRuns)
    if (!['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED', 'ERROR', 'EXPIRED'].includes(JobRunState))
      found.push(`Glue job run ${Id} ${JobRunState}`);
  const training = await sagemaker.send(new ListTrainingJobsCommand({ StatusEquals: 'InProgress' }));
  for (const { TrainingJobName } of training.TrainingJobSummaries ?? []) found.push(`training job ${TrainingJobName}`);
  const transform = await sagemaker.send(new ListTransformJobsCommand({ StatusEquals: 'InProgress' }));
  for (const { TransformJobName } of transform.TransformJobSummaries ?? [])
    found.push(`transform job ${TransformJobName}`);
  const { Endpoints = [] } = await sagemaker.send(new ListEndpointsCommand({}));
  for (const { EndpointName, EndpointStatus = '' } of Endpoints)
    if (EndpointStatus !== 'InService') found.push(`endpoint ${EndpointName} ${EndpointStatus}`);
  const running = await new SFNClient({}).send(
    new ListExecutionsCommand({ stateMachineArn: stage.machineArn, statusFilter: 'RUNNING' }),
  );
  for (const { name } of running.executions ?? []) found.push(`execution ${name}`);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'nightjar-local-dead-letters' }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  if (Attributes.ApproximateNumberOfMessages !== '0')
    found.push(`${Attributes.ApproximateNumberOfMessages} dead letters`);
  return found;
};

/** Files that a reader can come to and that are not whole: of a catalog partition without a manifest, or other than their manifest says. */
export const halfWritten = async (stage: Stage): Promise<string[]> => {
  const glue = new GlueClient({});
  const wrong: string[] = [];
  const locations = new Set<string>();
  for (const key of (await keysBelow(stage.dataBucket, 'stages/')).filter((name) => name.endsWith('/manifest.json'))) {
    const { outputs } = manifestSchema.parse(JSON.parse(await textOf(stage.dataBucket, key)));
    for (const { location, files } of outputs) {
      locations.add(location);
      for (const { uri, size, etag } of files) {
        const { host, pathname } = new URL(uri);
        const head = await s3()
          .send(new HeadObjectCommand({ Bucket: host, Key: decodeURIComponent(pathname.slice(1)) }))
          .catch(() => undefined);
        if (head?.ContentLength !== size || head.ETag?.replaceAll('"', '') !== etag)
          wrong.push(`${uri} is not what ${key} says`);
      }
    }
  }
  const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName: tables.database }));
  for (const { Name = '' } of TableList) {
    const { Partitions = [] } = await glue.send(
      new GetPartitionsCommand({ DatabaseName: tables.database, TableName: Name }),
    );
    for (const { StorageDescriptor } of Partitions) {
      const location = StorageDescriptor?.Location ?? '';
      if (!locations.has(location)) wrong.push(`table ${Name} shows ${location}, which no manifest lists`);
    }
  }
  return wrong;
};

/** Breaks of the audit chain; empty when every link names the one before and the head is the last. */
export const chainBreaks = async (stage: Stage): Promise<string[]> => {
  const keys = (await keysBelow(stage.auditBucket, `${pipeline}/`)).sort();
  const wrong: string[] = [];
  let previous = '';
  for (const [index, key] of keys.entries()) {
    const link = JSON.parse(await textOf(stage.auditBucket, key)) as { sequence: number; previous: string };
    if (link.sequence !== index + 1) wrong.push(`${key} has sequence ${link.sequence}`);
    if (link.previous !== previous) wrong.push(`${key} does not name the link before it`);
    previous = hashOf(link);
  }
  const head = await runItem(`CHAIN#${pipeline}`);
  if (head?.sequence !== keys.length || head.hash !== previous) wrong.push('the head is not the last link');
  return wrong;
};
