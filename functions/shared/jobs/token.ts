import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { states } from '../clients/states.ts';
import { isAws } from '../errors.ts';
import { logger } from '../logger.ts';
import type { JobRecord } from './record.ts';

/** Nobody waits under this token any more: the stage timed out, was aborted, or was told already and only the answer got lost. */
const nobodyWaits = (error: unknown): boolean => isAws(error, 'TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist');

const tell = async (record: JobRecord, send: () => Promise<unknown>): Promise<void> => {
  try {
    await send();
  } catch (error) {
    if (!nobodyWaits(error)) throw error;
    logger.info('nobody waits for this stage any more; its outcome is kept', { stage: record.stage, key: record.key });
  }
};

/** Causes are cut to what Step Functions takes. */
const causeLimit = 32_768;

export const tellSuccess = (record: JobRecord): Promise<void> =>
  tell(record, () =>
    states().send(
      new SendTaskSuccessCommand({ taskToken: record.token, output: JSON.stringify(record.outcome ?? {}) }),
    ),
  );

export const tellFailure = (record: JobRecord): Promise<void> =>
  tell(record, () =>
    states().send(
      new SendTaskFailureCommand({
        taskToken: record.token,
        error: record.error,
        cause: record.cause?.slice(0, causeLimit),
      }),
    ),
  );

/** The job lives: whoever waits goes on waiting. */
export const tellAlive = (record: JobRecord): Promise<void> =>
  tell(record, () => states().send(new SendTaskHeartbeatCommand({ taskToken: record.token })));
