import { BatchCreatePartitionCommand, GetTableCommand, UpdatePartitionCommand } from '@aws-sdk/client-glue';
import { glue } from './clients/glue.ts';
import type { Manifest } from './contracts/step.ts';
import { env } from './env.ts';
import { NightjarError } from './errors.ts';

/**
 * Shows a finished stage's output in the Glue catalog: the partition of the business date points at this stage's own prefix, at once and
 * whole. Readers of the catalog never see what a job is still writing.
 */
export const publishPartitions = async (
  left: Manifest,
  catalog: Record<string, string>,
  businessDate: string,
): Promise<void> => {
  await Promise.all(
    left.outputs.map(async (output) => {
      const table = catalog[output.name];
      if (table) await publishPartition(table, businessDate, output.location);
    }),
  );
};

const publishPartition = async (table: string, businessDate: string, location: string): Promise<void> => {
  const address = { DatabaseName: env.glueDatabase(), TableName: table };
  const { Table } = await glue().send(new GetTableCommand({ DatabaseName: env.glueDatabase(), Name: table }));
  if (!Table?.StorageDescriptor)
    throw new NightjarError('OutputInvalid', `catalog table ${table} has no storage descriptor`);
  const partition = { Values: [businessDate], StorageDescriptor: { ...Table.StorageDescriptor, Location: location } };
  const { Errors = [] } = await glue().send(
    new BatchCreatePartitionCommand({ ...address, PartitionInputList: [partition] }),
  );
  const [error] = Errors;
  if (!error) return;
  if (error.ErrorDetail?.ErrorCode !== 'AlreadyExistsException')
    throw new Error(
      `partition ${businessDate} of ${table}: ${error.ErrorDetail?.ErrorCode}: ${error.ErrorDetail?.ErrorMessage}`,
    );
  await glue().send(
    new UpdatePartitionCommand({ ...address, PartitionValueList: [businessDate], PartitionInput: partition }),
  );
};
