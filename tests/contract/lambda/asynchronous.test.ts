import {
  AddPermissionCommand,
  CreateAliasCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { type LambdaLaptop, startLambdaLaptop, text } from './laptop.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failures';
const FAILING =
  'export const handler = async (event) => { console.log("try " + event.id); throw new TypeError("no"); };';

describe('Lambda, invoked as an event', () => {
  let laptop: LambdaLaptop;
  beforeAll(async () => {
    laptop = await startLambdaLaptop();
  });
  afterAll(() => laptop.close());

  const send = (FunctionName: string, event: object) =>
    laptop.client.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }),
    );
  const tries = (id: string) => laptop.logs.filter(({ line }) => line.endsWith(`try ${id}`)).length;
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise(setImmediate);
  };
  /** An attempt has ended when its report is written. */
  const reports = (name: string) =>
    laptop.logs.filter(({ group, line }) => group.endsWith(`/${name}`) && line.startsWith('REPORT')).length;

  it('answers 202 at once and runs later', async () => {
    await laptop.create('later', 'export const handler = async () => console.log("ran");');

    const answer = await send('later', {});

    expect(answer.StatusCode).toBe(202);
    await until(() => laptop.logs.some(({ line }) => line.endsWith('ran')));
  });

  it('retries after one and two minutes, then sends the event to the dead-letter queue', async () => {
    await laptop.create('retried', FAILING, { DeadLetterConfig: { TargetArn: QUEUE } });
    await send('retried', { id: 'r1' });
    for (const [attempt, wait] of [60_000, 120_000].entries()) {
      await until(() => reports('retried') === attempt + 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      laptop.clock.advance(wait - 1_000);
      await new Promise(setImmediate);
      expect(tries('r1')).toBe(attempt + 1);
      laptop.clock.advance(1_500);
    }
    await until(() => laptop.sent.length > 0);

    expect(tries('r1')).toBe(3);
    expect(laptop.sent[0]).toMatchObject({
      QueueUrl: `${laptop.server.endpoint}/111122223333/failures`,
      MessageBody: '{"id":"r1"}',
      MessageAttributes: { ErrorMessage: { StringValue: 'no' } },
    });
  });

  it("honours the function's event invoke configuration and its destination", async () => {
    await laptop.create('configured', FAILING);
    const FunctionName = 'configured';
    await laptop.client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: QUEUE } },
      }),
    );
    const read = await laptop.client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    laptop.sent.length = 0;

    await send('configured', { id: 'c1' });
    await until(() => laptop.sent.length > 0);

    expect(read).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 21_600 });
    expect(tries('c1')).toBe(1);
    expect(JSON.parse(String(laptop.sent[0]?.MessageBody))).toMatchObject({
      version: '1.0',
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:configured:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 1,
      },
      requestPayload: { id: 'c1' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'no' },
    });
  });

  it('throttles beyond the reserved concurrency: a synchronous call is refused, an event waits its turn', async () => {
    await laptop.create('reserved', 'export const handler = async (e) => { console.log("try " + e.id); };');
    await laptop.client.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'reserved', ReservedConcurrentExecutions: 0 }),
    );
    const call = laptop.client.send(new InvokeCommand({ FunctionName: 'reserved' }));
    await expect(call).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    await send('reserved', { id: 'waiting' });
    await new Promise((resolve) => setTimeout(resolve, 20));

    await laptop.client.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'reserved', ReservedConcurrentExecutions: 1 }),
    );
    laptop.clock.advance(10_000);

    await until(() => tries('waiting') === 1);
  });

  it('runs the version behind an alias', async () => {
    await laptop.create(
      'versioned',
      'export const handler = async (e, context) => [context.functionVersion, context.invokedFunctionArn];',
    );
    const FunctionName = 'versioned';
    const { Version } = await laptop.client.send(new PublishVersionCommand({ FunctionName }));
    await laptop.client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST' }));
    await laptop.client.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: Version }));

    const answer = await laptop.client.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));

    expect(answer.ExecutedVersion).toBe('1');
    expect(JSON.parse(text(answer.Payload))).toEqual([
      '1',
      'arn:aws:lambda:eu-west-1:111122223333:function:versioned:live',
    ]);
  });

  it('keeps permissions as a resource policy', async () => {
    await laptop.create('permitted', 'export const handler = async () => 1;');
    const FunctionName = 'permitted';
    const permission = {
      FunctionName,
      StatementId: 'rule',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/night',
    };
    await laptop.client.send(new AddPermissionCommand(permission));

    const { Policy } = await laptop.client.send(new GetPolicyCommand({ FunctionName }));

    expect(JSON.parse(Policy ?? '').Statement).toEqual([
      {
        Sid: 'rule',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:permitted',
        Condition: { ArnLike: { 'AWS:SourceArn': permission.SourceArn } },
      },
    ]);
    await expect(laptop.client.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    await laptop.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rule' }));
    await expect(laptop.client.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
