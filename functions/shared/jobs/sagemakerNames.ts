import { isAws, NightjarError } from '../errors.ts';

/** SageMaker says "could not find" as a ValidationException; nothing else of that name may be read as absence. */
export const isMissing = (error: unknown): boolean =>
  isAws(error, 'ResourceNotFound', 'ResourceNotFoundException') ||
  (isAws(error, 'ValidationException') && /could not find|does not exist|not found/i.test((error as Error).message));

/** The name, where something of that name exists. */
export const describeNamed = async (describe: () => Promise<unknown>, name: string): Promise<string | undefined> => {
  try {
    await describe();
    return name;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Creates what has a name of ours: a name in use is a start whose answer got lost, and is taken as started. */
export const createNamed = async (name: string, create: () => Promise<unknown>): Promise<string> => {
  try {
    await create();
  } catch (cause) {
    if (
      isAws(cause, 'ResourceInUse') ||
      (isAws(cause, 'ValidationException') && /already exist|in use/i.test((cause as Error).message))
    )
      return name;
    if (isAws(cause, 'ResourceLimitExceeded'))
      throw new NightjarError('QuotaExceeded', `SageMaker takes no further job now: ${(cause as Error).message}`, {
        cause,
      });
    throw cause;
  }
  return name;
};

/** Stops what may have ended already. */
export const stopNamed = async (stop: () => Promise<unknown>): Promise<void> => {
  try {
    await stop();
  } catch (error) {
    if (!isMissing(error) && !isAws(error, 'ValidationException')) throw error;
  }
};
