import type { PartitionInput } from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import { stored } from './answers.ts';
import { checkPartitionInput } from './checks.ts';
import { catalogOf } from './store.ts';

/** Replaces a partition; other values in the input move it. Throws `EntityNotFoundException`, `AlreadyExistsException`. */
export const replacePartition = (
  cloud: Cloud,
  database: string,
  tableName: string,
  values: readonly string[],
  partition: PartitionInput | undefined,
): void => {
  const catalog = catalogOf(cloud);
  const table = catalog.table(database, tableName);
  const former = catalog.partition(table, values);
  const input = checkPartitionInput(table, { ...partition, Values: partition?.Values ?? [...values] });
  const moved = (input.Values ?? []).some((value, at) => value !== values[at]);
  if (moved && catalog.findPartition(table, input.Values ?? []))
    throw new AwsError('AlreadyExistsException', 'Partition already exists.');
  cloud.database.transaction(() => {
    catalog.deletePartition(former);
    catalog.putPartition({ ...former, input: stored(input) });
  });
};
