import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { GlueClient } from '@aws-sdk/client-glue';
import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud, StoredObject } from '../../../local-aws/cloud.ts';
import { AwsError } from '../../../local-aws/errors.ts';
import { type Server, type ServerOptions, startServer } from '../../../local-aws/server.ts';
import { operation, type Service } from '../../../local-aws/service.ts';
import { createGlue } from '../../../local-aws/services/glue/index.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

export interface EmittedEvent {
  source: string;
  detailType: string;
  detail: { jobName?: string; state?: string; jobRunId?: string; message?: string; severity?: string };
}

/** A server with Glue alone, and the smallest neighbours it needs: objects as files, a bus and logs that remember. */
export class Laptop {
  readonly directory = mkdtempSync(join(tmpdir(), 'nightjar-glue-'));
  readonly clock = new MovableClock();
  readonly events: EmittedEvent[] = [];
  readonly logs: { group: string; message: string; caller: string }[] = [];
  readonly denied = new Set<string>();
  server: Server | undefined;

  async start(options: Partial<ServerOptions> = {}): Promise<GlueClient> {
    this.server = await startServer({
      directory: join(this.directory, 'state'),
      clock: this.clock,
      account: '123456789012',
      services: [
        { create: createSts, parts: (cloud) => ({ credentials: createCredentials(cloud) }) },
        { create: createGlue },
        {
          create: () => this.#s3(),
          parts: () => ({
            objects: this.#objects(),
            events: { emit: (event) => this.events.push(event as EmittedEvent) },
          }),
        },
        { create: () => this.#logService() },
      ],
      ...options,
    });
    return new GlueClient({
      endpoint: this.server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
    });
  }

  get cloud(): Cloud {
    if (!this.server) throw new Error('not started');
    return this.server.cloud;
  }

  async stop(): Promise<void> {
    await this.server?.close();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  land(uri: string, body: string): void {
    const path = this.#path(uri.replace('s3://', ''));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
  }

  read(uri: string): string {
    return readFileSync(this.#path(uri.replace('s3://', '')), 'utf8');
  }

  #path(name: string): string {
    return join(this.directory, 'objects', name);
  }

  #objects() {
    const head = (bucket: string, key: string): StoredObject | undefined => {
      const path = this.#path(`${bucket}/${key}`);
      try {
        const { size, mtimeMs } = statSync(path);
        const etag = `"${createHash('md5').update(readFileSync(path)).digest('hex')}"`;
        return { bucket, key, path, size, etag, lastModified: mtimeMs };
      } catch {
        return undefined;
      }
    };
    const refuse = (): never => {
      throw new Error('not part of this test');
    };
    return { head, publish: refuse, put: refuse, list: refuse, delete: refuse };
  }

  #s3(): Service {
    const found = ({ Bucket, Key }: { Bucket: string; Key: string }): StoredObject => {
      const object = this.cloud.parts.objects.head(Bucket, Key);
      if (this.denied.has(Key)) throw new AwsError('AccessDenied', `no right to ${Key}`, { status: 403 });
      if (!object) throw new AwsError('NotFound', 'Not Found', { status: 404 });
      return object;
    };
    return {
      name: 's3',
      protocols: ['restXml'],
      validationError: 'InvalidRequest',
      operations: {
        HeadObject: operation<{ Bucket: string; Key: string }, object>({
          name: 'HeadObject',
          accepts: ['Bucket', 'Key'],
          run: (input) => {
            const { etag, size } = found(input);
            return { ETag: etag, ContentLength: size };
          },
        }),
        PutObject: operation<{ Bucket: string; Key: string; Body: Readable }, object>({
          name: 'PutObject',
          accepts: ['Bucket', 'Key', 'Body'],
          run: async ({ Bucket, Key, Body }) => {
            this.land(`s3://${Bucket}/${Key}`, String(await buffer(Body)));
            return { ETag: found({ Bucket, Key }).etag };
          },
        }),
      },
    };
  }

  #logService(): Service {
    interface Put {
      logGroupName: string;
      logStreamName: string;
      logEvents: { message: string }[];
    }
    const nothing = (name: string) =>
      operation<Put, object>({ name, accepts: ['logGroupName', 'logStreamName'], run: () => ({}) });
    return {
      name: 'logs',
      protocols: ['awsJson1.1'],
      validationError: 'InvalidParameterException',
      operations: {
        CreateLogGroup: nothing('CreateLogGroup'),
        CreateLogStream: nothing('CreateLogStream'),
        PutLogEvents: operation<Put, object>({
          name: 'PutLogEvents',
          accepts: ['logGroupName', 'logStreamName', 'logEvents'],
          run: ({ logGroupName, logEvents }, { caller }) => {
            for (const { message } of logEvents) this.logs.push({ group: logGroupName, message, caller: caller.arn });
            return {};
          },
        }),
      },
    };
  }
}
