import { StepError } from '../errors.ts';

/** What a job's run may use of the laptop. */
export interface StepResources {
  threads: number;
  memoryMiB: number;
}

/** vCPUs and memory (GiB) of one worker. Source: "Worker types" of the Glue developer guide. */
const WORKERS: Readonly<Record<string, { cores: number; memoryGiB: number }>> = {
  'G.025X': { cores: 2, memoryGiB: 4 },
  'G.1X': { cores: 4, memoryGiB: 16 },
  'G.2X': { cores: 8, memoryGiB: 32 },
  'G.4X': { cores: 16, memoryGiB: 64 },
  'G.8X': { cores: 32, memoryGiB: 128 },
  'G.12X': { cores: 48, memoryGiB: 192 },
  'G.16X': { cores: 64, memoryGiB: 256 },
  'R.1X': { cores: 4, memoryGiB: 32 },
  'R.2X': { cores: 8, memoryGiB: 64 },
  'R.4X': { cores: 16, memoryGiB: 128 },
  'R.8X': { cores: 32, memoryGiB: 256 },
};

/** DPUs that one worker is billed as. */
export const WORKER_DPUS: Readonly<Record<string, number>> = {
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  'G.12X': 12,
  'G.16X': 16,
  'R.1X': 1,
  'R.2X': 2,
  'R.4X': 4,
  'R.8X': 8,
};

/**
 * The job's workers, as far as this machine has them: a run gets no more threads than the job has executor cores, and at most half of the
 * machine's memory, so that a night's parallel runs fit. Throws `StepInvalid` for an unknown worker type.
 */
export const resourcesOf = (
  workerType: string,
  workers: number,
  machine: { cores: number; memoryMiB: number },
): StepResources => {
  const worker = WORKERS[workerType];
  if (worker === undefined)
    throw new StepError(
      'StepInvalid',
      `worker type ${workerType} is not known: use one of ${Object.keys(WORKERS).join(', ')}`,
    );
  // One worker is the driver.
  const executors = Math.max(workers - 1, 1);
  return {
    threads: Math.max(1, Math.min(machine.cores, worker.cores * executors)),
    memoryMiB: Math.max(256, Math.floor(Math.min(machine.memoryMiB / 2, worker.memoryGiB * 1024 * executors))),
  };
};
