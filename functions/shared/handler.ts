import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { awsErrorName, NightjarError } from './errors.ts';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';

const throttles = /Throttl|TooManyRequests|ProvisionedThroughputExceeded|SlowDown|RequestLimitExceeded/;

/**
 * The one boundary between a handler and Step Functions: input that is not what it should be, throttling that outlasted the client's own
 * retries, and missing permissions get a name that the state machines know. Everything else keeps its own.
 */
export const createHandler =
  <S extends z.ZodType, O>(schema: S, run: (input: z.output<S>) => Promise<O>) =>
  async (event: unknown, context: Context): Promise<O> => {
    logger.addContext(context);
    logger.resetKeys();
    const about = aboutOf(event);
    if (about) logger.appendKeys(about);
    try {
      return await run(parseEvent(schema, event));
    } catch (error) {
      const named = plainError(nameError(error));
      logger.error(named.message, named);
      throw named;
    } finally {
      metrics.publishStoredMetrics();
    }
  };

const parseEvent = <S extends z.ZodType>(schema: S, event: unknown): z.output<S> => {
  const result = schema.safeParse(event);
  if (!result.success) throw new NightjarError('EventInvalid', z.prettifyError(result.error), { cause: result.error });
  return result.data;
};

/** The run's keys, for the log lines. */
const aboutOf = (event: unknown): Record<string, string> | undefined => {
  const { run } = (event ?? {}) as { run?: { pipeline?: string; businessDate?: string; runId?: string } };
  return run?.pipeline
    ? { pipeline: run.pipeline, businessDate: run.businessDate ?? '', runId: run.runId ?? '' }
    : undefined;
};

/** The error without what a client hangs onto it, such as a whole HTTP exchange: name, message, stack and cause can be logged. */
const plainError = (error: Error): Error => {
  const { name, message, stack, cause } = error;
  const plain = new Error(message, cause instanceof Error ? { cause: plainError(cause) } : undefined);
  return Object.assign(plain, { name, stack });
};

const nameError = (error: unknown): Error => {
  if (error instanceof NightjarError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const name = awsErrorName(error);
  if (throttles.test(name)) return new NightjarError('Throttled', `${name}: ${message}`, { cause: error });
  if (/^AccessDenied/.test(name) || name === 'AuthorizationErrorException')
    return new NightjarError('AccessDenied', message, { cause: error });
  return error instanceof Error ? error : new Error(message);
};
