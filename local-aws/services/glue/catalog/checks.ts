import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import { AwsError } from '../../../errors.ts';
import { onlyMembers } from '../../../strict.ts';
import type { TableRecord } from './records.ts';
import { currentVersion } from './store.ts';

/** Throws `InvalidInputException` for what is no name of the catalog. */
export const checkName = (name: string | undefined, what: string): string => {
  if (name === undefined || name === '' || name.length > 255 || /[\p{Cc}/]/u.test(name))
    throw new AwsError('InvalidInputException', `${what} must be 1 to 255 characters without control characters or /`);
  return name.toLowerCase();
};

const TABLE_MEMBERS = [
  'Name',
  'Description',
  'Owner',
  'LastAccessTime',
  'LastAnalyzedTime',
  'Retention',
  'StorageDescriptor',
  'PartitionKeys',
  'ViewOriginalText',
  'ViewExpandedText',
  'TableType',
  'Parameters',
  'TargetTable',
];

/** Throws `InvalidInputException` for members that have no meaning on the laptop (federated tables, multi-dialect views). */
export const checkTableInput = (input: TableInput | undefined): TableInput => {
  if (!input) throw new AwsError('InvalidInputException', 'TableInput must not be null');
  onlyMembers(input, TABLE_MEMBERS, 'TableInput', 'InvalidInputException');
  checkName(input.Name, 'TableInput.Name');
  return input;
};

/** Throws `InvalidInputException` unless the values fit the table's partition keys. */
export const checkPartitionInput = (table: TableRecord, input: PartitionInput | undefined): PartitionInput => {
  if (!input) throw new AwsError('InvalidInputException', 'PartitionInput must not be null');
  const keys = currentVersion(table).input.PartitionKeys ?? [];
  if (keys.length !== (input.Values ?? []).length)
    throw new AwsError(
      'InvalidInputException',
      `The number of partition keys do not match the number of partition values: ${keys.length} keys, ${(input.Values ?? []).length} values`,
    );
  return input;
};
