import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerExit } from '../../../containers/runContainer.ts';

/** Longest part of the container's report that becomes the reason. */
const LONGEST = 1024;

/** The reason of a container that did not end well, in AWS's words, or undefined when it did. */
export const failureReason = (exit: ContainerExit, outputFolder: string): string | undefined => {
  if (exit.killedFor === 'memory')
    return 'ClientError: Please use an instance type with more memory, or reduce the size of job data processed on an instance.';
  if (exit.code === 0) return undefined;
  const code = exit.code ?? 128 + (exit.signal === 'SIGKILL' ? 9 : exit.signal === 'SIGTERM' ? 15 : 1);
  const file = join(outputFolder, 'failure');
  const report = existsSync(file) ? readFileSync(file, 'utf8').slice(0, LONGEST) : '';
  return `AlgorithmError: ${report}, exit code: ${code}`;
};
