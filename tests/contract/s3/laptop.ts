import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { MovableClock } from '../../../local-aws/clock.ts';
import type { Cloud, EventBus } from '../../../local-aws/cloud.ts';
import { type Server, type ServerOptions, startServer } from '../../../local-aws/server.ts';
import { createObjectStore, createS3 } from '../../../local-aws/services/s3/index.ts';
import { createCredentials, createSts } from '../../../local-aws/services/sts/index.ts';

export type Emitted = Parameters<EventBus['emit']>[0];

/** A server of S3 and STS alone, that knows the client's secret: every signature is checked. */
export interface Laptop {
  server: Server;
  client: S3Client;
  clock: MovableClock;
  directory: string;
  /** Events that S3 put onto the bus. */
  events: Emitted[];
  /** Closes the server and starts one on the same directory. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const credentials = { accessKeyId: 'AKIDS3TESTS', secretAccessKey: 'a/secret+with=signs' };

export const startLaptop = async (options: Partial<ServerOptions> = {}): Promise<Laptop> => {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-s3-'));
  const clock = new MovableClock();
  const events: Emitted[] = [];
  const services = [
    { create: createSts, parts: (cloud: Cloud) => ({ credentials: createCredentials(cloud) }) },
    {
      create: createS3,
      parts: (cloud: Cloud) => ({
        objects: createObjectStore(cloud),
        events: { emit: (event: Emitted) => void events.push(event) },
      }),
    },
  ];
  const start = () =>
    startServer({
      directory,
      clock,
      services,
      account: '123456789012',
      region: 'eu-central-1',
      credentials: { [credentials.accessKeyId]: credentials.secretAccessKey },
      ...options,
    });
  const connect = ({ endpoint }: Server) =>
    new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true, maxAttempts: 1 });
  const server = await start();
  const laptop: Laptop = {
    server,
    client: connect(server),
    clock,
    directory,
    events,
    restart: async () => {
      laptop.client.destroy();
      await laptop.server.close();
      laptop.server = await start();
      laptop.client = connect(laptop.server);
    },
    close: async () => {
      laptop.client.destroy();
      await laptop.server.close();
      rmSync(directory, { recursive: true });
    },
  };
  return laptop;
};
