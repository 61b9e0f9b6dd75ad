import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { outputs, type StackLaptop, startStackLaptop } from './laptop.ts';

const queue = (properties: object = {}, rest: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: properties,
  ...rest,
});

describe('a stack', () => {
  let laptop: StackLaptop;
  beforeAll(async () => {
    laptop = await startStackLaptop();
  });
  afterAll(() => laptop.close());

  const attributes = async (name: string) => {
    const client = new SQSClient(laptop.config);
    const QueueUrl = `${laptop.server.endpoint}/111122223333/${name}`;
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return Attributes ?? {};
  };
  const exists = (name: string) =>
    attributes(name).then(
      () => true,
      () => false,
    );

  it('makes resources in the order of their references and answers outputs', async () => {
    const stack = await laptop.create('order', {
      Resources: {
        Jobs: queue({
          QueueName: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'jobs']] },
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
          VisibilityTimeout: { Ref: 'Visibility' },
        }),
        Dead: queue({ QueueName: 'order-dead' }),
      },
      Parameters: { Visibility: { Type: 'Number', Default: 45 } },
      Outputs: { Url: { Value: { Ref: 'Jobs' } }, Dead: { Value: { 'Fn::GetAtt': 'Dead.Arn' } } },
    });

    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputs(stack).Dead).toBe('arn:aws:sqs:eu-west-1:111122223333:order-dead');
    const jobs = await attributes('order-jobs');
    expect(jobs.VisibilityTimeout).toBe('45');
    expect(JSON.parse(jobs.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:order-dead',
      maxReceiveCount: 3,
    });
    const events = await laptop.events('order');
    expect(events.indexOf('Dead CREATE_COMPLETE')).toBeLessThan(events.indexOf('Jobs CREATE_IN_PROGRESS'));
    expect(events[0]).toBe('order CREATE_IN_PROGRESS: User Initiated');
    expect(events.at(-1)).toBe('order CREATE_COMPLETE');
  });

  it('rolls a failed creation back: what was made is deleted', async () => {
    const stack = await laptop.create('broken', {
      Resources: {
        Good: queue({ QueueName: 'broken-good' }),
        Bad: queue({ QueueName: 'broken-bad', VisibilityTimeout: 999_999_999 }, { DependsOn: 'Good' }),
      },
    });

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await exists('broken-good')).toBe(false);
    const events = await laptop.events('broken');
    expect(events.find((event) => event.startsWith('Bad CREATE_FAILED'))).toMatch(/VisibilityTimeout/);
    expect(events).toContain('Good DELETE_COMPLETE');
  });

  it('updates in place, replaces, adds and removes', async () => {
    await laptop.create('changing', {
      Resources: {
        InPlace: queue({ QueueName: 'changing-in-place', DelaySeconds: 1 }),
        Replaced: queue({ QueueName: 'changing-old' }),
        Removed: queue({ QueueName: 'changing-removed' }),
        Kept: queue({ QueueName: 'changing-kept' }, { DeletionPolicy: 'Retain' }),
      },
    });

    const stack = await laptop.update('changing', {
      Resources: {
        InPlace: queue({ QueueName: 'changing-in-place', DelaySeconds: 7 }),
        Replaced: queue({ QueueName: 'changing-new' }),
        Added: queue({ QueueName: 'changing-added' }),
      },
    });

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await attributes('changing-in-place')).DelaySeconds).toBe('7');
    const present = await Promise.all(
      ['old', 'new', 'removed', 'added', 'kept'].map((name) => exists(`changing-${name}`)),
    );
    expect(present).toEqual([false, true, false, true, true]);
  });

  it('rolls a failed update back to the old state', async () => {
    const first = {
      Resources: { One: queue({ QueueName: 'undone-one', DelaySeconds: 1 }) },
      Outputs: { Version: { Value: 'first' } },
    };
    await laptop.create('undone', first);

    const stack = await laptop.update('undone', {
      Resources: {
        One: queue({ QueueName: 'undone-one', DelaySeconds: 9 }),
        Two: queue({ QueueName: 'undone-two' }, { DependsOn: 'One' }),
        Bad: queue({ QueueName: 'undone-bad', DelaySeconds: 100_000 }, { DependsOn: 'Two' }),
      },
      Outputs: { Version: { Value: 'second' } },
    });

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(outputs(stack).Version).toBe('first');
    expect((await attributes('undone-one')).DelaySeconds).toBe('1');
    expect(await exists('undone-two')).toBe(false);
    await expect(laptop.update('undone', first)).rejects.toThrow('No updates are to be performed.');
  });

  it('deletes its resources in the reverse order, and can be made again', async () => {
    const template = { Resources: { Only: queue({ QueueName: 'deleted-only' }) } };
    await laptop.create('deleted', template);

    const stack = await laptop.remove('deleted');

    expect(stack.StackStatus).toBe('DELETE_COMPLETE');
    expect(await exists('deleted-only')).toBe(false);
    await expect(laptop.describe('deleted')).rejects.toThrow('Stack with id deleted does not exist');
    expect((await laptop.create('deleted', template)).StackStatus).toBe('CREATE_COMPLETE');
  });

  it.each([
    [
      'an unknown type',
      { Resources: { A: { Type: 'AWS::Glue::Crawler' } } },
      'Unrecognized resource types: [AWS::Glue::Crawler]',
    ],
    ['an unknown property', { Resources: { A: queue({ Colour: 1 }) } }, 'Encountered unsupported property Colour'],
    [
      'a missing property',
      { Resources: { A: { Type: 'AWS::S3::BucketPolicy' } } },
      'Property Bucket, PolicyDocument cannot be empty',
    ],
    [
      'an unknown reference',
      { Resources: { A: queue({ QueueName: { Ref: 'Nobody' } }) } },
      'Unresolved resource dependencies [Nobody]',
    ],
    [
      'an unknown attribute',
      { Resources: { A: queue(), B: queue({ QueueName: { 'Fn::GetAtt': ['A', 'Size'] } }) } },
      'resource A does not support attribute type Size',
    ],
    [
      'a cycle',
      {
        Resources: {
          A: queue({}, { DependsOn: 'B' }),
          B: queue({}, { DependsOn: 'A' }),
          C: queue({}, { DependsOn: 'A' }),
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a macro',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: { A: queue() } },
      'Transform AWS::Serverless-2016-10-31 is not supported',
    ],
    ['no resources', {}, 'At least one Resources member must be defined'],
    [
      'a parameter without a value',
      { Parameters: { P: { Type: 'String' } }, Resources: { A: queue() } },
      'Parameters: [P] must have values',
    ],
    [
      'an SSM parameter',
      { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'x' } }, Resources: { A: queue() } },
      'is not supported by local-aws',
    ],
  ])('refuses a template with %s before anything is made', async (_title, template, message) => {
    await expect(laptop.create('refused', template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
    await expect(laptop.describe('refused')).rejects.toThrow('does not exist');
  });
});
