import type { PartitionInput } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import { stored } from './answers.ts';
import { checkPartitionInput } from './checks.ts';
import { catalogOf } from './store.ts';

/** Throws `EntityNotFoundException`, `InvalidInputException`, `AlreadyExistsException`. */
export const addPartition = (
  cloud: Cloud,
  database: string,
  tableName: string,
  partition: PartitionInput | undefined,
): void => {
  const catalog = catalogOf(cloud);
  const table = catalog.table(database, tableName);
  const input = checkPartitionInput(table, partition);
  if (catalog.findPartition(table, input.Values ?? []))
    throw new AwsError('AlreadyExistsException', 'Partition already exists.');
  catalog.putPartition({
    database: table.database,
    table: table.name,
    input: stored(input),
    createdAt: cloud.clock.now(),
  });
};
