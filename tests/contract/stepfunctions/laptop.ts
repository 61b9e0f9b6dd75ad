import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Server, startServer } from '../../../local-aws/server.ts';

export const roleArn = 'arn:aws:iam::000000000000:role/machine';

/** A server of its own for a test file, and the shortest ways to run machines on it. */
export class Laptop {
  readonly server: Server;
  readonly client: SFNClient;
  readonly #directory: string;
  #machines = 0;

  private constructor(server: Server, directory: string) {
    this.server = server;
    this.#directory = directory;
    this.client = new SFNClient({ ...this.options, disableHostPrefix: true });
  }

  static async start(): Promise<Laptop> {
    const directory = mkdtempSync(join(tmpdir(), 'nightjar-states-'));
    const server = await startServer({ directory, authorize: false });
    server.cloud.clock.skipIdle(true, 1);
    return new Laptop(server, directory);
  }

  get options() {
    return {
      endpoint: this.server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
  }

  async machine(definition: object, more: { type?: 'STANDARD' | 'EXPRESS'; name?: string } = {}): Promise<string> {
    const name = more.name ?? `machine-${++this.#machines}`;
    const text = JSON.stringify(definition);
    const command = new CreateStateMachineCommand({ name, roleArn, definition: text, type: more.type ?? 'STANDARD' });
    return (await this.client.send(command)).stateMachineArn ?? '';
  }

  async start(stateMachineArn: string, input: unknown = {}): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
    return (await this.client.send(command)).executionArn ?? '';
  }

  async end(executionArn: string): Promise<DescribeExecutionOutput> {
    for (;;) {
      const described = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      if (described.status !== 'RUNNING') return described;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Runs a definition to its end. */
  async run(definition: object, input: unknown = {}): Promise<DescribeExecutionOutput> {
    return this.end(await this.start(await this.machine(definition), input));
  }

  async types(executionArn: string): Promise<string[]> {
    const { events = [] } = await this.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return events.map(({ type = '' }) => String(type));
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.server.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
