import type { Cloud } from '../cloud.ts';
import { describeError } from '../deliveries/errorCode.ts';
import type { MappingRecord } from './mappingRecord.ts';
import type { MappingStore } from './mappingStore.ts';

/** What reads a source and feeds a function, as long as it is not closed. */
export interface Poller {
  close(): Promise<void>;
}

export interface PollerContext {
  cloud: Cloud;
  store: MappingStore;
  mapping: MappingRecord;
  signal: AbortSignal;
  /** Notes how the last batch went: `OK`, or `PROBLEM: …`. */
  report(result: string): void;
}

/** How long after a failed read the next is tried, in ms. */
const pause = 10_000;

/** Runs a step again and again until the signal is aborted; what it throws is reported, and it is tried again after a while. */
export async function keepRunning(context: PollerContext, step: () => Promise<void>): Promise<void> {
  const { cloud, signal } = context;
  while (!signal.aborted) {
    try {
      await step();
      return;
    } catch (error) {
      if (signal.aborted) return;
      const { code, message } = describeError(error);
      context.report(`PROBLEM: ${code}: ${message}`);
      await cloud.clock.sleep(pause, signal).catch(() => {});
    }
  }
}
