import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';

/** The most entries of a batch. */
const most = 10;

/** Runs a batch: each entry fails or succeeds on its own, the batch itself must be well formed. Throws the errors of a batch. */
export function batch<E extends { Id: string | undefined }, R>(
  entries: readonly E[],
  run: (entry: E) => R,
): { successful: (R & { Id: string })[]; failed: BatchResultErrorEntry[] } {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > most)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${most}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id = '' }) => Id);
  for (const id of ids)
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id))
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  const successful: (R & { Id: string })[] = [];
  const failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? '';
    try {
      successful.push({ ...run(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, SenderFault: error.status < 500, Code: error.code, Message: error.message });
    }
  }
  return { successful, failed };
}
