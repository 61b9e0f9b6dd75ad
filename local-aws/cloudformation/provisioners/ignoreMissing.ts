import { isAwsError } from '../../errors.ts';

const GONE =
  /^(ResourceNotFound(Exception)?|ResourceNotFoundFault|NoSuchBucket|NoSuchEntity|NotFound(Exception)?|EntityNotFoundException|StateMachineDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|QueueDoesNotExist|NoSuchLifecycleConfiguration|NoSuchBucketPolicy|ResourceNotFoundFault)$/;

/** Deletes what may be gone already: a deletion that finds nothing has reached its end. */
export async function ignoreMissing(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    const notFound = isAwsError(error) && (GONE.test(error.code) || /does not exist|not found/i.test(error.message));
    if (!notFound) throw error;
  }
}
