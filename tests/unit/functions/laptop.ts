import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Server } from '../../../local-aws/server.ts';
import { startServer } from '../../../local-aws/server.ts';

const tables = { RUNS_TABLE: 'runs', JOBS_TABLE: 'jobs' };
const buckets = { DATA_BUCKET: 'data', AUDIT_BUCKET: 'audit' };

/** The laptop's AWS with the functions' tables and buckets; their clients in this process find it through the environment. */
export const startFunctionsLaptop = async (): Promise<{ server: Server; close(): Promise<void> }> => {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-functions-'));
  const server = await startServer({ directory, region: 'eu-central-1', authorize: false });
  Object.assign(process.env, tables, buckets, {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const s3 = new S3Client({});
  for (const Bucket of Object.values(buckets)) await s3.send(new CreateBucketCommand({ Bucket }));
  const dynamodb = new DynamoDBClient({});
  await dynamodb.send(
    new CreateTableCommand({
      TableName: tables.RUNS_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await dynamodb.send(
    new CreateTableCommand({
      TableName: tables.JOBS_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: 'open', AttributeType: 'S' },
        { AttributeName: 'startedAt', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'open-jobs',
          KeySchema: [
            { AttributeName: 'open', KeyType: 'HASH' },
            { AttributeName: 'startedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  return {
    server,
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
