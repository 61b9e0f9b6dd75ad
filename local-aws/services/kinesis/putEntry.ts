import { hashOf } from './hashKeys.ts';
import { invalidArgument } from './invalid.ts';
import type { PutEntry } from './kinesis.ts';

/** AWS's limit of a record, its partition key with it, in bytes. */
const largest = 1_048_576;

/** Checks a record. Throws `InvalidArgumentException`. */
export function putEntry(
  {
    Data,
    PartitionKey,
    ExplicitHashKey,
  }: { Data: Uint8Array | undefined; PartitionKey?: string | undefined; ExplicitHashKey?: string | undefined },
  where: string,
): PutEntry {
  if (!PartitionKey || PartitionKey.length > 256)
    throw invalidArgument(`${where}PartitionKey must have 1 to 256 characters.`);
  const data = Data ?? new Uint8Array();
  if (data.length + Buffer.byteLength(PartitionKey) > largest)
    throw invalidArgument(`${where}Data and PartitionKey together must not be longer than ${largest} bytes.`);
  hashOf(PartitionKey, ExplicitHashKey);
  return { data, partitionKey: PartitionKey, explicitHashKey: ExplicitHashKey };
}
