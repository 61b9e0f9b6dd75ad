import type {
  CreateTableInput,
  CreateTableOutput,
  DescribeTableOutput,
  UpdateTableInput,
  UpdateTableOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import { type Call, operation } from '../../service.ts';
import { tableAccess, tableArn } from './access.ts';
import type { Engine } from './engine.ts';
import { describedSettings, settingsOf, settingsTable, type TableSettings } from './tables.ts';
import { fromWire, tableName, toWire } from './wire.ts';

type Settings = Pick<CreateTableInput, 'SSESpecification' | 'DeletionProtectionEnabled' | 'TableClass'>;

const withSettings = (settings: TableSettings, input: Settings): TableSettings => ({
  ...settings,
  ...(input.DeletionProtectionEnabled !== undefined && { deletionProtection: input.DeletionProtectionEnabled }),
  ...(input.TableClass !== undefined && { tableClass: input.TableClass }),
  ...(input.SSESpecification && {
    sse: {
      enabled: input.SSESpecification.Enabled ?? false,
      ...(input.SSESpecification.SSEType !== undefined && { type: input.SSESpecification.SSEType }),
      ...(input.SSESpecification.KMSMasterKeyId !== undefined && { keyId: input.SSESpecification.KMSMasterKeyId }),
    },
  }),
});

export const createTable = (engine: Engine) =>
  operation<CreateTableInput, CreateTableOutput>({
    name: 'CreateTable',
    accepts: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'LocalSecondaryIndexes',
      'GlobalSecondaryIndexes',
      'Tags',
      'DeletionProtectionEnabled',
    ],
    inert: [
      'BillingMode',
      'ProvisionedThroughput',
      'SSESpecification',
      'TableClass',
      'ResourcePolicy',
      'OnDemandThroughput',
      'WarmThroughput',
    ],
    required: ['TableName', 'AttributeDefinitions', 'KeySchema'],
    access: tableAccess('CreateTable'),
    run: async (input, call) => {
      const wire = await toWire('CreateTable', input);
      const { Tags: tags, ...request } = wire;
      const name = tableName(input.TableName);
      const answer = await engine.exclusively(async () => {
        const made = await engine.run('CreateTable', structuredClone(request));
        await active(engine, name);
        if (Array.isArray(tags) && tags.length > 0) {
          await engine.run('TagResource', { ResourceArn: tableArn(call, name), Tags: tags });
        }
        return made;
      });
      const settings = withSettings({ created: call.cloud.clock.now() }, input);
      settingsTable(call.cloud).put(name, settings);
      const output = await fromWire<CreateTableOutput>('CreateTable', answer);
      return { TableDescription: { ...output.TableDescription, ...describedSettings(settings) } };
    },
  });

/** dynalite makes a table ready on its next turn; whoever asks after the answer finds it ready. */
const active = async (engine: Engine, name: string): Promise<void> => {
  for (;;) {
    const { Table } = (await engine.run('DescribeTable', { TableName: name })) as { Table?: { TableStatus?: string } };
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

export const describeTable = (engine: Engine) =>
  operation<{ TableName?: string | undefined }, DescribeTableOutput>({
    name: 'DescribeTable',
    accepts: ['TableName'],
    required: ['TableName'],
    access: tableAccess('DescribeTable'),
    run: async (input, call) => {
      const answer = await engine.call('DescribeTable', await toWire('DescribeTable', input));
      const { Table } = await fromWire<DescribeTableOutput>('DescribeTable', answer);
      return { Table: { ...Table, ...describedSettings(settingsOf(call.cloud, tableName(input.TableName))) } };
    },
  });

export const updateTable = (engine: Engine) =>
  operation<UpdateTableInput, UpdateTableOutput>({
    name: 'UpdateTable',
    accepts: ['TableName', 'GlobalSecondaryIndexUpdates', 'DeletionProtectionEnabled'],
    inert: ['BillingMode', 'ProvisionedThroughput', 'SSESpecification', 'TableClass', 'AttributeDefinitions'],
    required: ['TableName'],
    access: tableAccess('UpdateTable'),
    run: async (input, call) => {
      const name = tableName(input.TableName);
      const { TableName, BillingMode, ProvisionedThroughput, GlobalSecondaryIndexUpdates } = input;
      const changes = { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexUpdates };
      const request = Object.values(changes).some((each) => each !== undefined)
        ? await engine.call('UpdateTable', await toWire('UpdateTable', { TableName, ...changes }))
        : undefined;
      const answer = await engine.call('DescribeTable', { TableName: name });
      const { Table } = await fromWire<DescribeTableOutput>('DescribeTable', answer);
      const settings = withSettings(settingsOf(call.cloud, name), input);
      settingsTable(call.cloud).put(name, settings);
      const updated = request && (await fromWire<UpdateTableOutput>('UpdateTable', request)).TableDescription;
      return { TableDescription: { ...(updated ?? Table), ...describedSettings(settings) } };
    },
  });

export const deleteTable = (engine: Engine) =>
  operation<{ TableName?: string | undefined }, CreateTableOutput>({
    name: 'DeleteTable',
    accepts: ['TableName'],
    required: ['TableName'],
    access: tableAccess('DeleteTable'),
    run: async (input, call: Call) => {
      const name = tableName(input.TableName);
      const table = settingsTable(call.cloud);
      if (table.get(name)?.deletionProtection) {
        throw new AwsError(
          'ValidationException',
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      }
      const answer = await engine.call('DeleteTable', await toWire('DeleteTable', input));
      table.delete(name);
      return fromWire<CreateTableOutput>('DeleteTable', answer);
    },
  });
