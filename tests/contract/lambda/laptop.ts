import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFunctionCommand, type CreateFunctionCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud, Parts } from '../../../local-aws/cloud.ts';
import { zipOf as zip } from '../../../local-aws/cloudformation/zip.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';
import type { Service } from '../../../local-aws/service.ts';
import { createFunctionInvoker, createLambda, type LambdaService } from '../../../local-aws/services/lambda/index.ts';
import type { Registration } from '../../../local-aws/services/registry.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

/** A laptop with Lambda alone: logs, metrics and messages to queues are kept in arrays. */
export interface LambdaLaptop {
  server: Server;
  clock: MovableClock;
  client: LambdaClient;
  lambda: LambdaService;
  logs: { group: string; stream: string; line: string }[];
  metrics: { name: string; value: number }[];
  /** Calls of `sqs:SendMessage`. */
  sent: Record<string, unknown>[];
  create(name: string, source: string, settings?: Partial<CreateFunctionCommandInput>): Promise<void>;
  close(): Promise<void>;
}

export async function startLambdaLaptop(
  directory = mkdtempSync(join(tmpdir(), 'nightjar-lambda-')),
): Promise<LambdaLaptop> {
  const logs: LambdaLaptop['logs'] = [];
  const metrics: LambdaLaptop['metrics'] = [];
  const sent: LambdaLaptop['sent'] = [];
  const parts: Partial<Parts> = {
    logs: { write: (group, stream, lines) => logs.push(...lines.map((line) => ({ group, stream, line }))) },
    metrics: { put: (_namespace, data) => metrics.push(...data) },
  };
  const queues: Service = {
    name: 'sqs',
    protocols: ['awsJson1.0'],
    validationError: 'InvalidParameterValue',
    operations: {
      SendMessage: {
        name: 'SendMessage',
        accepts: ['QueueUrl', 'MessageBody', 'MessageAttributes'],
        run: (input: Record<string, unknown>) => {
          sent.push(input);
          return {};
        },
      },
    },
  };
  const clock = new MovableClock();
  const services: Registration[] = [
    { create: createSts, parts: (cloud: Cloud) => ({ credentials: createCredentials(cloud) }) },
    { create: () => queues, parts: () => parts },
    { create: createLambda, parts: (cloud: Cloud) => ({ functions: createFunctionInvoker(cloud) }) },
  ];
  const server = await startServer({ directory, clock, services, account: '111122223333', region: 'eu-west-1' });
  const client = new LambdaClient({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const lambda = server.cloud.services.get('lambda') as LambdaService;
  return {
    server,
    clock,
    client,
    lambda,
    logs,
    metrics,
    sent,
    create: async (name, source, settings = {}) => {
      await client.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::111122223333:role/worker',
          Code: { ZipFile: zip({ 'index.mjs': source }) },
          ...settings,
        }),
      );
    },
    close: async () => {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const text = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString();
