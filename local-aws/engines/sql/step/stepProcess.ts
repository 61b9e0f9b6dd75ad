import { isStepError } from '../errors.ts';
import { executeStep, type StepRequest, type StepResult } from './executeStep.ts';

/** What the step's process tells its parent. */
export type StepMessage =
  | { kind: 'log'; line: string }
  | { kind: 'done'; result: StepResult; peakRssMiB: number }
  | { kind: 'failed'; name: string; message: string };

/**
 * The process that one step runs in: so the server's event loop never waits for DuckDB, and stopping a run frees its threads and memory
 * at once. Takes one request, answers, ends.
 */
const send = (message: StepMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });

process.once('message', (request: StepRequest) => {
  void executeStep(request, (line) => void send({ kind: 'log', line }))
    .then((result) => send({ kind: 'done', result, peakRssMiB: process.resourceUsage().maxRSS / 1024 }))
    .catch((error: unknown) =>
      send(
        isStepError(error)
          ? { kind: 'failed', name: error.name, message: error.message }
          : {
              kind: 'failed',
              name: 'EngineFailed',
              message: error instanceof Error ? (error.stack ?? error.message) : String(error),
            },
      ),
    )
    .then(() => process.disconnect());
});
// The parent is gone: nobody waits for this result.
process.once('disconnect', () => process.exit());
