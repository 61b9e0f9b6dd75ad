import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MovableClock } from '../../../local-aws/clock.ts';
import { type Server, type ServerOptions, startServer } from '../../../local-aws/server.ts';
import { createGlue } from '../../../local-aws/services/glue/index.ts';
import { createObjectStore, createS3 } from '../../../local-aws/services/s3/index.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

export interface EmittedEvent {
  source: string;
  detailType: string;
  detail: Record<string, unknown>;
}

export interface Datum {
  name: string;
  value: number;
  dimensions?: Record<string, string>;
}

export const ROLE = 'arn:aws:iam::123456789012:role/quality';

/** A server with Glue and S3, and a bus and metrics that remember. */
export class Laptop {
  readonly directory = mkdtempSync(join(tmpdir(), 'nightjar-quality-'));
  readonly clock = new MovableClock();
  readonly events: EmittedEvent[] = [];
  readonly metrics: Datum[] = [];
  glue!: GlueClient;
  s3!: S3Client;
  server: Server | undefined;

  async start(options: Partial<ServerOptions> = {}): Promise<this> {
    this.server = await startServer({
      directory: join(this.directory, 'state'),
      clock: this.clock,
      account: '123456789012',
      services: [
        { create: createSts, parts: (cloud) => ({ credentials: createCredentials(cloud) }) },
        { create: createS3, parts: (cloud) => ({ objects: createObjectStore(cloud) }) },
        {
          create: createGlue,
          parts: () => ({
            events: { emit: (event) => this.events.push(event as EmittedEvent) },
            metrics: { put: (_namespace, data) => this.metrics.push(...data) },
          }),
        },
      ],
      ...options,
    });
    const client = {
      endpoint: this.server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
    };
    this.glue = new GlueClient(client);
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    return this;
  }

  async stop(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  async land(key: string, body: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: 'data', Key: key, Body: body }));
  }

  /** A database `bank` over the bucket `data`, and the table `customers` of CSV files by business date. */
  async makeTables(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
    await this.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'bank' } }));
    await this.glue.send(
      new CreateTableCommand({
        DatabaseName: 'bank',
        TableInput: {
          Name: 'customers',
          PartitionKeys: [{ Name: 'business_date', Type: 'date' }],
          StorageDescriptor: this.#csv('customers', [
            { Name: 'id', Type: 'int' },
            { Name: 'name', Type: 'string' },
            { Name: 'income', Type: 'decimal(12,2)' },
          ]),
          Parameters: { 'skip.header.line.count': '1', classification: 'csv' },
        },
      }),
    );
    await this.glue.send(
      new CreateTableCommand({
        DatabaseName: 'bank',
        TableInput: {
          Name: 'countries',
          StorageDescriptor: this.#csv('countries', [{ Name: 'name', Type: 'string' }]),
          Parameters: { classification: 'csv' },
        },
      }),
    );
  }

  #csv(folder: string, columns: { Name: string; Type: string }[]) {
    return {
      Columns: columns,
      Location: `s3://data/${folder}/`,
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
        Parameters: { separatorChar: ',' },
      },
    };
  }
}
