import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ResourceRecord, StackRecord } from '../../../local-aws/cloudformation/stackRecords.ts';
import { type StackLaptop, startStackLaptop } from './laptop.ts';

const template = (DelaySeconds: number) => ({
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'night', DelaySeconds } } },
});

describe('a stack whose laptop was stopped', () => {
  let directory: string;
  let laptop: StackLaptop;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nightjar-interrupted-'));
    laptop = await startStackLaptop({ directory });
  });
  afterEach(async () => {
    await laptop.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const delay = async () => {
    const QueueUrl = `${laptop.server.endpoint}/111122223333/night`;
    const client = new SQSClient(laptop.config);
    return (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['DelaySeconds'] })))
      .Attributes;
  };
  const restart = async () => {
    await laptop.close();
    laptop = await startStackLaptop({ directory });
  };
  /** Writes the store as a process leaves it that dies in the middle. */
  const leave = (change: (stack: StackRecord, resource: ResourceRecord) => void) => {
    const { database } = laptop.server.cloud;
    const [stack] = database.table<StackRecord>('cloudformation.stacks').list();
    const [resource] = database.table<ResourceRecord>('cloudformation.resources').list();
    if (!stack || !resource) throw new Error('no stack');
    change(stack.value, resource.value);
    database.table<StackRecord>('cloudformation.stacks').put(stack.key, stack.value);
    database.table<ResourceRecord>('cloudformation.resources').put(resource.key, resource.value);
  };

  it('is there with its resources after a restart', async () => {
    await laptop.create('night', template(1));

    await restart();

    expect((await laptop.describe('night')).StackStatus).toBe('CREATE_COMPLETE');
    const { StackResourceSummaries } = await laptop.client.send(new ListStackResourcesCommand({ StackName: 'night' }));
    expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'Queue', ResourceStatus: 'CREATE_COMPLETE' }]);
    await expect(laptop.update('night', template(1))).rejects.toThrow('No updates are to be performed.');
  });

  it('rolls a half-done creation back at the next start', async () => {
    await laptop.create('night', template(1));
    leave((stack, resource) => {
      stack.status = 'CREATE_IN_PROGRESS';
      resource.isNew = true;
    });

    await restart();
    await laptop.remove('night').catch(() => {});

    await expect(delay()).rejects.toThrow('does not exist');
  });

  it('brings the former state back after a half-done update', async () => {
    await laptop.create('night', template(1));
    const stack = await laptop.update('night', template(5));
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    leave((record, resource) => {
      record.status = 'UPDATE_IN_PROGRESS';
      record.previous = { template: JSON.stringify(template(1)), parameters: {}, tags: {} };
      resource.previous = { ...resource, properties: { QueueName: 'night', DelaySeconds: 1 } };
    });

    await restart();
    for (let status = ''; status !== 'UPDATE_ROLLBACK_COMPLETE'; )
      status = (await laptop.describe('night')).StackStatus ?? '';

    expect(await delay()).toEqual({ DelaySeconds: '1' });
    expect((await laptop.update('night', template(7))).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('changes by change sets, and says so when there is nothing to change', async () => {
    await laptop.create('night', template(1));
    const create = (ChangeSetName: string, seconds: number) =>
      laptop.client.send(
        new CreateChangeSetCommand({
          StackName: 'night',
          ChangeSetName,
          TemplateBody: JSON.stringify(template(seconds)),
        }),
      );
    const read = (ChangeSetName: string) =>
      laptop.client.send(new DescribeChangeSetCommand({ StackName: 'night', ChangeSetName }));
    await create('same', 1);
    expect(await read('same')).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(
      laptop.client.send(new ExecuteChangeSetCommand({ StackName: 'night', ChangeSetName: 'same' })),
    ).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
    await laptop.client.send(new DeleteChangeSetCommand({ StackName: 'night', ChangeSetName: 'same' }));
    await expect(read('same')).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });

    await create('other', 3);
    expect(await read('other')).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        {
          ResourceChange: {
            Action: 'Modify',
            LogicalResourceId: 'Queue',
            Replacement: 'False',
            Details: [{ Target: { Name: 'DelaySeconds' } }],
          },
        },
      ],
    });
  });

  it('exports values that other stacks import, and keeps them while they are used', async () => {
    const exporting = { ...template(1), Outputs: { Url: { Value: { Ref: 'Queue' }, Export: { Name: 'night-url' } } } };
    await laptop.create('night', exporting);
    const importing = {
      Resources: { Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'other' } } },
      Outputs: { Url: { Value: { 'Fn::ImportValue': 'night-url' } } },
    };
    await laptop.create('other', importing);

    const { Exports } = await laptop.client.send(new ListExportsCommand({}));

    expect(Exports).toMatchObject([{ Name: 'night-url', Value: expect.stringContaining('/night') }]);
    await expect(laptop.remove('night')).rejects.toThrow('Export night-url cannot be deleted as it is in use by other');
    await laptop.remove('other');
    expect((await laptop.remove('night')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('fails a stack whose resource is there already, and leaves that one alone', async () => {
    await new SQSClient(laptop.config).send(
      new CreateQueueCommand({ QueueName: 'night', Attributes: { DelaySeconds: '9' } }),
    );

    const stack = await laptop.create('night', template(1));

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await delay()).toEqual({ DelaySeconds: '9' });
  });
});
