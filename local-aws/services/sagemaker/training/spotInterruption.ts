import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Clock } from '../../../clock.ts';
import type { JobFault } from '../../../cloud.ts';

/** Tags that take a spot instance away in a job's first run: after so many boosting rounds, or seconds of the clock. AWS ignores them. */
export const INTERRUPT_AFTER_ROUNDS = 'nightjar:interrupt-after-rounds';
export const INTERRUPT_AFTER_SECONDS = 'nightjar:interrupt-after-seconds';

export interface SpotInterruption {
  onLine(line: string): void;
  cancel(): void;
}

/** Watches a run on a spot instance and calls `interrupt` when it is to be taken away. */
export const spotInterruption = (
  request: CreateTrainingJobRequest,
  attempt: number,
  fault: JobFault | undefined,
  clock: Clock,
  interrupt: () => void,
): SpotInterruption => {
  const tag = (name: string): number | undefined => {
    const value = request.Tags?.find(({ Key }) => Key === name)?.Value;
    return value === undefined ? undefined : Number(value);
  };
  const spot = request.EnableManagedSpotTraining === true && attempt === 0;
  const faulted = fault?.effect === 'end' && fault.state === 'Interrupted';
  const rounds = faulted ? 1 : tag(INTERRUPT_AFTER_ROUNDS);
  const seconds = tag(INTERRUPT_AFTER_SECONDS);
  const cancel = spot && seconds !== undefined ? clock.schedule(clock.now() + seconds * 1000, interrupt) : () => {};
  return {
    onLine: (line) => {
      const round = /^\[(\d+)\]#011/.exec(line)?.[1];
      if (spot && rounds !== undefined && round !== undefined && Number(round) + 1 >= rounds) interrupt();
    },
    cancel,
  };
};
