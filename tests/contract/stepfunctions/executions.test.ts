import {
  CreateStateMachineAliasCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  TestStateCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Laptop, roleArn } from './laptop.ts';

const pass = (result: unknown) => ({ StartAt: 'P', States: { P: { Type: 'Pass', Result: result, End: true } } });
const forAnHour = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3600, End: true } } };

let laptop: Laptop;
beforeAll(async () => {
  laptop = await Laptop.start();
});
afterAll(() => laptop.close());

describe('names of executions', () => {
  test('a running execution answers to its own start; another input, or a name that was used, is refused', async () => {
    laptop.server.cloud.clock.skipIdle(false);
    const stateMachineArn = await laptop.machine(forAnHour);
    const start = (input: string) =>
      laptop.client.send(new StartExecutionCommand({ stateMachineArn, name: 'night', input }));
    const first = await start('{"day":1}');
    const again = await start('{"day":1}');
    expect(again.executionArn).toBe(first.executionArn);
    await expect(start('{"day":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await laptop.client.send(
      new StopExecutionCommand({ executionArn: first.executionArn, error: 'Late', cause: 'by hand' }),
    );
    await expect(start('{"day":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    const ended = await laptop.end(first.executionArn ?? '');
    laptop.server.cloud.clock.skipIdle(true, 1);
    expect(ended).toMatchObject({ status: 'ABORTED', error: 'Late', cause: 'by hand', redriveStatus: 'REDRIVABLE' });
  });

  test.each(['with space', 'a/b', 'x'.repeat(81)])('%p is refused', async (name) => {
    const stateMachineArn = await laptop.machine(pass(1));
    const started = laptop.client.send(new StartExecutionCommand({ stateMachineArn, name }));
    await expect(started).rejects.toMatchObject({ name: 'InvalidName' });
  });

  test('an input that is no JSON is refused', async () => {
    const stateMachineArn = await laptop.machine(pass(1));
    const started = laptop.client.send(new StartExecutionCommand({ stateMachineArn, input: '{' }));
    await expect(started).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  });
});

test('a history is read in pages, forward and backward, with and without data', async () => {
  const executionArn = await laptop.start(await laptop.machine(pass({ a: 1 })), { secret: true });
  await laptop.end(executionArn);
  const page = (options: object) => laptop.client.send(new GetExecutionHistoryCommand({ executionArn, ...options }));
  const first = await page({ maxResults: 3 });
  const rest = await page({ maxResults: 3, nextToken: first.nextToken });
  const backward = await page({ reverseOrder: true, includeExecutionData: false });
  expect([...(first.events ?? []), ...(rest.events ?? [])].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(rest.nextToken).toBeUndefined();
  expect(backward.events?.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
  expect(JSON.stringify(backward.events)).not.toContain('secret');
});

test('an alias routes to a published version, and an update does not reach it', async () => {
  const stateMachineArn = await laptop.machine(pass('one'));
  const { stateMachineVersionArn } = await laptop.client.send(
    new PublishStateMachineVersionCommand({ stateMachineArn }),
  );
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const { stateMachineAliasArn = '' } = await laptop.client.send(
    new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration }),
  );
  await laptop.client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(pass('two')) }));
  const byAlias = await laptop.end(await laptop.start(stateMachineAliasArn));
  const newest = await laptop.end(await laptop.start(stateMachineArn));
  expect(byAlias).toMatchObject({ output: '"one"', stateMachineVersionArn, stateMachineAliasArn });
  expect(newest.output).toBe('"two"');
});

test('executions are listed newest first, by status', async () => {
  const stateMachineArn = await laptop.machine(pass(1));
  const arns = [await laptop.start(stateMachineArn), await laptop.start(stateMachineArn)];
  await Promise.all(arns.map((arn) => laptop.end(arn)));
  const list = (options: object) => laptop.client.send(new ListExecutionsCommand({ stateMachineArn, ...options }));
  const first = await list({ maxResults: 1 });
  const second = await list({ maxResults: 1, nextToken: first.nextToken });
  expect([first, second].map(({ executions }) => executions?.[0]?.executionArn)).toEqual(arns.reverse());
  expect((await list({ statusFilter: 'FAILED' })).executions).toEqual([]);
});

test('a machine that does not exist, and an ARN that is none, have their own errors', async () => {
  const describe = (stateMachineArn: string) =>
    laptop.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  await expect(describe('arn:aws:states:us-east-1:000000000000:stateMachine:no')).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
  });
  await expect(describe('nonsense')).rejects.toMatchObject({ name: 'InvalidArn' });
  const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:no:no';
  await expect(laptop.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('tags are kept', async () => {
  const resourceArn = await laptop.machine(pass(1));
  await laptop.client.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'team', value: 'risk' }] }));
  const { tags } = await laptop.client.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(tags).toEqual([{ key: 'team', value: 'risk' }]);
});

test('a definition with mistakes is refused with the diagnostics that validation gives', async () => {
  const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'Gone' }, B: { Type: 'Pass', End: true } } };
  const { result, diagnostics } = await laptop.client.send(
    new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }),
  );
  expect(result).toBe('FAIL');
  expect(diagnostics?.map(({ code, message, location }) => [code, message, location])).toEqual([
    ['MISSING_TRANSITION_TARGET', "Missing 'Next' target: Gone", '/States/A/Next'],
    ['MISSING_TRANSITION_TARGET', 'State "B" is not reachable.', '/States/B'],
  ]);
  await expect(laptop.machine(definition)).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message:
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/A/Next, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B'",
  });
});

describe('express machines', () => {
  test('answer in the same call', async () => {
    const stateMachineArn = await laptop.machine(pass({ a: 1 }), { type: 'EXPRESS' });
    const answer = await laptop.client.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{}' }));
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
  });

  test('standard ones do not', async () => {
    const stateMachineArn = await laptop.machine(pass(1));
    const started = laptop.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await expect(started).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
  });
});

test('a child execution gives its output to its parent, parsed with sync:2', async () => {
  const child = await laptop.machine(pass({ score: 3 }));
  const parent = {
    QueryLanguage: 'JSONata',
    StartAt: 'Run',
    States: {
      Run: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: { StateMachineArn: child, Input: { from: '{% $states.context.Execution.Name %}' } },
        Output: '{% $states.result.Output.score %}',
        End: true,
      },
    },
  };
  expect(await laptop.run(parent)).toMatchObject({ status: 'SUCCEEDED', output: '3' });
});

describe('a child execution that is waited for ends with what waits for it:', () => {
  const ended = async (parent: (run: object) => object, afterStart?: (executionArn: string) => Promise<unknown>) => {
    const child = await laptop.machine({ StartAt: 'Ask', States: { Ask: asking } });
    const resource = 'arn:aws:states:::states:startExecution.sync';
    const run = { Type: 'Task', Resource: resource, Parameters: { StateMachineArn: child }, End: true };
    const executionArn = await laptop.start(await laptop.machine(parent(run)));
    await running(child);
    await afterStart?.(executionArn);
    const { status } = await laptop.end(executionArn);
    const { executions } = await laptop.client.send(new ListExecutionsCommand({ stateMachineArn: child }));
    return [status, executions?.[0]?.status];
  };

  // Waits for a token that nobody answers, which no skipped time ends.
  const asking = {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:sqs:listQueues.waitForTaskToken',
    Parameters: { QueueNamePrefix: 'none' },
    End: true,
  };

  const running = async (stateMachineArn: string) => {
    for (;;) {
      const { executions = [] } = await laptop.client.send(new ListExecutionsCommand({ stateMachineArn }));
      if (executions.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  test('it is stopped', async () => {
    const stop = (executionArn: string) => laptop.client.send(new StopExecutionCommand({ executionArn }));
    expect(await ended((run) => ({ StartAt: 'Run', States: { Run: run } }), stop)).toEqual(['ABORTED', 'ABORTED']);
  });

  test('it runs out of time', async () => {
    const parent = (run: object) => ({ TimeoutSeconds: 60, StartAt: 'Run', States: { Run: run } });
    expect(await ended(parent)).toEqual(['TIMED_OUT', 'ABORTED']);
  });

  test('another branch fails', async () => {
    const wait = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 60, Next: 'Fail' }, Fail: { Type: 'Fail' } },
    };
    const parent = (run: object) => ({
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', End: true, Branches: [{ StartAt: 'Run', States: { Run: run } }, wait] } },
    });
    expect(await ended(parent)).toEqual(['FAILED', 'ABORTED']);
  });
});

test('a failed execution is redriven from the state that failed', async () => {
  const sqs = new SQSClient(laptop.options);
  const executionArn = await laptop.start(
    await laptop.machine({
      StartAt: 'Before',
      States: {
        Before: { Type: 'Pass', Next: 'Find' },
        Find: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
          Parameters: { QueueName: 'redriven' },
          End: true,
        },
      },
    }),
  );
  expect((await laptop.end(executionArn)).status).toBe('FAILED');
  await sqs.send(new CreateQueueCommand({ QueueName: 'redriven' }));
  await laptop.client.send(new RedriveExecutionCommand({ executionArn }));
  expect(await laptop.end(executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  const types = await laptop.types(executionArn);
  expect(types.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
  expect(types).toContain('ExecutionRedriven');
});

test('a task token that got no answer in time fails the task, and no longer counts', async () => {
  const sqs = new SQSClient(laptop.options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'tokens' }));
  const ended = await laptop.run({
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token' } },
        HeartbeatSeconds: 600,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Late' }],
        End: true,
      },
      Late: { Type: 'Pass', Result: 'late', End: true },
    },
  });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const { token: taskToken } = JSON.parse(Messages[0]?.Body ?? '{}') as { token: string };
  expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '"late"' });
  const answered = laptop.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
  await expect(answered).rejects.toMatchObject({ name: 'TaskTimedOut' });
  const nonsense = laptop.client.send(new SendTaskSuccessCommand({ taskToken: 'no', output: '1' }));
  await expect(nonsense).rejects.toMatchObject({ name: 'InvalidToken' });
});

describe('TestState', () => {
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'score', 'Payload.$': '$.row' },
    ResultSelector: { 'value.$': '$.Payload' },
    ResultPath: '$.score',
    Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 2, MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Alert' }],
    Next: 'Store',
  };
  const run = (options: object) =>
    laptop.client.send(
      new TestStateCommand({
        definition: JSON.stringify(task),
        input: '{"row":1}',
        inspectionLevel: 'DEBUG',
        ...options,
      }),
    );

  test('shows each step of a mocked task', async () => {
    const answer = await run({ mock: { result: '{"Payload":0.7}' } });
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"row":1,"score":{"value":0.7}}',
      nextState: 'Store',
    });
    expect(answer.inspectionData).toMatchObject({
      afterParameters: '{"FunctionName":"score","Payload":1}',
      result: '{"Payload":0.7}',
      afterResultSelector: '{"value":0.7}',
    });
  });

  test('says that an error would be retried, or caught', async () => {
    const retried = await run({ mock: { errorOutput: { error: 'Lambda.TooManyRequestsException', cause: 'busy' } } });
    const caught = await run({ mock: { errorOutput: { error: 'Broken', cause: 'x' } } });
    expect(retried).toMatchObject({
      status: 'RETRIABLE',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 2 } },
    });
    expect(caught).toMatchObject({ status: 'CAUGHT_ERROR', nextState: 'Alert', error: 'Broken' });
  });

  test('needs a role or a mock for a task', async () => {
    await expect(run({})).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await run({ roleArn, mock: { result: '{"Payload":1}' } })).status).toBe('SUCCEEDED');
  });
});
