import { join } from 'node:path';
import { type OnlineDefinition, onlineDefinition } from '../../../functions/shared/online/definition.ts';
import { readPipeline } from '../../../functions/shared/pipelines/readPipeline.ts';

/** The online definition of the project's own pipeline. */
export const cardFraud = async (): Promise<OnlineDefinition> => {
  const { spec, files } = await readPipeline(join(import.meta.dirname, '..', '..', '..', 'pipelines', 'card-fraud'));
  return onlineDefinition(spec, (file) => files.get(file) ?? '');
};

/** A record of the stream as it is sent. */
export const transaction = (id: number, rest: Record<string, unknown> = {}) => ({
  transaction_id: id,
  tx_datetime: '2018-08-14T10:00:00',
  customer_id: 7,
  terminal_id: 9,
  tx_amount: 12.5,
  tx_second: 1_000_000 + id,
  ...rest,
});
