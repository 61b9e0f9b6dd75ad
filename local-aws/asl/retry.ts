import type { StateFailure } from './failure.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** Errors that no Retry or Catch on States.ALL takes. */
const terminal = new Set(['States.DataLimitExceeded', 'States.Runtime']);
const timeouts = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/** Whether an ErrorEquals list names the failure. */
export function names(errorEquals: Json | undefined, failure: StateFailure, fromTask: boolean): boolean {
  if (!Array.isArray(errorEquals)) return false;
  const { error } = failure;
  if (failure.fatal) return false;
  return errorEquals.some((name) => {
    if (name === 'States.ALL') return error === undefined || !terminal.has(error);
    if (name === 'States.TaskFailed')
      return fromTask && (error === undefined || !(timeouts.has(error) || terminal.has(error)));
    if (name === 'States.Timeout') return error !== undefined && timeouts.has(error);
    return error !== undefined && name === error;
  });
}

export interface RetryDecision {
  index: number;
  /** ms until the next attempt */
  delay: number;
}

/** The retrier that takes the failure and has attempts left; `used` counts the attempts of each. */
export function chooseRetrier(
  retry: Json | undefined,
  failure: StateFailure,
  used: readonly number[],
  fromTask: boolean,
  random: () => number,
): RetryDecision | undefined {
  const retriers = Array.isArray(retry) ? retry.filter(isObject) : [];
  const index = retriers.findIndex((retrier) => names(retrier.ErrorEquals, failure, fromTask));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const attempts = used[index] ?? 0;
  if (attempts >= Number(retrier.MaxAttempts ?? 3)) return undefined;
  return { index, delay: delayOf(retrier, attempts, random) };
}

function delayOf(retrier: JsonObject, attempts: number, random: () => number): number {
  const interval = Number(retrier.IntervalSeconds ?? 1) * Number(retrier.BackoffRate ?? 2) ** attempts;
  const seconds = Math.min(interval, Number(retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY));
  // FULL draws evenly between nothing and the delay.
  return Math.round(seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? random() : 1));
}

/** The catcher that takes the failure. */
export function chooseCatcher(
  catchers: Json | undefined,
  failure: StateFailure,
  fromTask: boolean,
): { index: number; catcher: JsonObject } | undefined {
  const list = Array.isArray(catchers) ? catchers.filter(isObject) : [];
  const index = list.findIndex((catcher) => names(catcher.ErrorEquals, failure, fromTask));
  const catcher = list[index];
  return catcher && { index, catcher };
}

/** What a catcher hands on. */
export function errorOutput(failure: StateFailure): JsonObject {
  return {
    ...(failure.error === undefined ? {} : { Error: failure.error }),
    ...(failure.text === undefined ? {} : { Cause: failure.text }),
  };
}
