import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const day = 24 * 3600 * 1000;
const roleArn = 'arn:aws:iam::000000000000:role/machine';

const machines = {
  wait: { StartAt: 'Night', States: { Night: { Type: 'Wait', Seconds: 3600, End: true } } },
  retry: {
    StartAt: 'Find',
    States: {
      Find: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
        Parameters: { QueueName: 'late' },
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1800, MaxAttempts: 2, BackoffRate: 1 }],
        End: true,
      },
    },
  },
  token: {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { 'QueueUrl.$': '$.url', MessageBody: { 'token.$': '$$.Task.Token' } },
        HeartbeatSeconds: 7 * 24 * 3600,
        End: true,
      },
    },
  },
  map: mapOf({ Mode: 'INLINE' }),
  distributed: mapOf({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }),
  children: mapOf({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }),
};

/** Five items, two at a time; each waits for ten minutes and marks that it did. */
function mapOf(ProcessorConfig: object) {
  const States = {
    Rest: { Type: 'Wait', Seconds: 600, Next: 'Mark' },
    Mark: { Type: 'Pass', Parameters: { 'item.$': '$' }, End: true },
  };
  return {
    StartAt: 'Each',
    States: {
      Each: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: { ProcessorConfig, StartAt: 'Rest', States }, End: true },
    },
  };
}

class Laptop {
  readonly #directory: string;
  #process: ChildProcess | undefined;
  endpoint = '';

  constructor(directory: string) {
    this.#directory = directory;
  }

  async start(): Promise<void> {
    const program = join(__dirname, 'serverProcess.ts');
    const started = spawn(process.execPath, [program, this.#directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = started;
    const [line] = (await once(started.stdout, 'data')) as [Buffer];
    this.endpoint = line.toString().trim();
  }

  async kill(): Promise<void> {
    const ended = this.#process && once(this.#process, 'exit');
    this.#process?.kill('SIGKILL');
    await ended;
  }

  /** Moves the laptop's time. */
  async advance(ms: number): Promise<void> {
    const body = JSON.stringify({ advance: ms });
    const answer = await fetch(`${this.endpoint}/_nightjar/clock`, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
  }

  get clients(): { sfn: SFNClient; sqs: SQSClient } {
    const options = {
      endpoint: this.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    return { sfn: new SFNClient(options), sqs: new SQSClient(options) };
  }
}

describe('after kill -9 and a restart', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-restart-'));
  const laptop = new Laptop(directory);
  const arns: Record<string, string> = {};
  let token = '';

  /** Moves the time on until the execution has ended; it may need several waits. */
  async function outcome(name: string): Promise<{ status: string | undefined; output: unknown }> {
    const { sfn } = laptop.clients;
    for (let turn = 0; turn < 200; turn++) {
      const { status, output } = await sfn.send(new DescribeExecutionCommand({ executionArn: arns[name] }));
      if (status !== 'RUNNING') return { status, output: output && JSON.parse(output) };
      await laptop.advance(600_000);
    }
    throw new Error(`${name} still runs after ${(200 * 600_000) / day} days`);
  }

  async function history(name: string) {
    const { events = [] } = await laptop.clients.sfn.send(
      new GetExecutionHistoryCommand({ executionArn: arns[name], maxResults: 1000 }),
    );
    return events;
  }

  beforeAll(async () => {
    await laptop.start();
    const { sfn, sqs } = laptop.clients;
    const { QueueUrl: url } = await sqs.send(new CreateQueueCommand({ QueueName: 'questions' }));
    for (const [name, definition] of Object.entries(machines)) {
      const { stateMachineArn } = await sfn.send(
        new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) }),
      );
      const input = JSON.stringify(name === 'token' ? { url } : [1, 2, 3, 4, 5]);
      const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      arns[name] = executionArn;
    }
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 5 }));
    token = (JSON.parse(Messages[0]?.Body ?? '{}') as { token: string }).token;
    // The second pair of each Map is under way when the process ends.
    await laptop.advance(700_000);
    await laptop.clients.sqs.send(new GetQueueUrlCommand({ QueueName: 'questions' }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await laptop.kill();
    await laptop.start();
  }, 30_000);

  afterAll(async () => {
    await laptop.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  test('a task token is still answered', async () => {
    await laptop.clients.sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"approved":true}' }));
    expect(await outcome('token')).toEqual({ status: 'SUCCEEDED', output: { approved: true } });
  });

  test('a retry is made when its delay is over', async () => {
    await laptop.clients.sqs.send(new CreateQueueCommand({ QueueName: 'late' }));
    const { status } = await outcome('retry');
    const types = (await history('retry')).map(({ type }) => type);
    expect(status).toBe('SUCCEEDED');
    expect(types.filter((type) => type === 'TaskFailed')).toHaveLength(1);
  });

  test('a Wait ends, and its history has no event twice', async () => {
    expect(await outcome('wait')).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3, 4, 5] });
    expect((await history('wait')).map(({ type, id }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 WaitStateEntered',
      '3 WaitStateExited',
      '4 ExecutionSucceeded',
    ]);
  });

  test('an inline Map goes on with the items that are left', async () => {
    expect(await outcome('map')).toEqual({
      status: 'SUCCEEDED',
      output: [1, 2, 3, 4, 5].map((item) => ({ item })),
    });
    const started = (await history('map')).filter(({ type }) => type === 'MapIterationStarted');
    expect(started.map((event) => event.mapIterationStartedEventDetails?.index).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test.each(['distributed', 'children'])('a %s Map goes on with the items that are left', async (name) => {
    expect(await outcome(name)).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3, 4, 5].map((item) => ({ item })) });
    expect((await history(name)).filter(({ type }) => type === 'MapRunStarted')).toHaveLength(1);
  });
});
