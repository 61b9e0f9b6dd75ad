import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, type StepErrorName } from './errors.ts';
import type { StepRequest, StepResult } from './step/executeStep.ts';
import type { Manifest } from './step/manifest.ts';
import type { ResolvedObject, StepPort } from './step/port.ts';
import { resolveInput } from './step/readObject.ts';
import type { StepResources } from './step/resources.ts';
import type { StepDocument } from './step/stepDocument.ts';
import type { StepMessage } from './step/stepProcess.ts';

export interface RunStepOptions {
  resources: StepResources;
  /** Where the run's scratch directory is made; on the disk of the objects, so that publishing is a rename. */
  directory: string;
  /** Kills the run; `runStep` then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface StepOutcome {
  manifest: Manifest;
  peakRssMiB: number;
}

/**
 * Runs a step document on DuckDB in a process of its own. Objects are read in place; outputs are published when all of them are finished,
 * the manifest last: a run that fails, is killed or is stopped leaves nothing that a reader would follow. Throws `StepError`.
 */
export const runStep = async (step: StepDocument, port: StepPort, options: RunStepOptions): Promise<StepOutcome> => {
  const objects: ResolvedObject[][] = [];
  for (const input of step.inputs) objects.push(await resolveInput(port, input));
  mkdirSync(options.directory, { recursive: true });
  const scratch = mkdtempSync(join(options.directory, 'step-'));
  try {
    const { result, peakRssMiB } = await inProcess(
      { step, objects, resources: options.resources, scratch },
      port,
      options,
    );
    options.signal?.throwIfAborted();
    return { manifest: await publish(step, objects, result, port, scratch), peakRssMiB };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const publish = async (
  step: StepDocument,
  objects: readonly ResolvedObject[][],
  result: StepResult,
  port: StepPort,
  scratch: string,
): Promise<Manifest> => {
  const manifest: Manifest = {
    version: 1,
    step: step.name,
    inputs: result.inputs.map((input, at) => ({
      ...input,
      files: (objects[at] ?? []).map(({ uri, size, etag, versionId }) => ({
        uri,
        size,
        etag,
        ...(versionId === undefined ? {} : { versionId }),
      })),
    })),
    outputs: [],
  };
  for (const output of result.outputs) {
    const files = [];
    for (const { file, uri, rows, sha256 } of output.files)
      files.push({ uri, ...(await port.publish(file, uri)), sha256, rows });
    manifest.outputs.push({ ...output, files });
  }
  const file = join(scratch, 'manifest.json');
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await port.publish(file, step.manifest);
  return manifest;
};

const inProcess = (
  request: StepRequest,
  port: StepPort,
  { signal, directory }: RunStepOptions,
): Promise<{ result: StepResult; peakRssMiB: number }> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child: ChildProcess = fork(join(import.meta.dirname, 'step', 'stepProcess.ts'), [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      serialization: 'json',
      // Every step starts a process: what was compiled once is kept, which halves its start.
      env: { NODE_COMPILE_CACHE: join(directory, 'compile-cache'), ...process.env },
    });
    let errors = '';
    let outcome: StepMessage | undefined;
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(-4000);
    });
    child.stdout?.resume();
    child.on('message', (message: StepMessage) => {
      if (message.kind === 'log') port.log?.(message.line);
      else outcome = message;
    });
    const stop = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (error) =>
      reject(new StepError('EngineFailed', `the step's process could not start: ${error.message}`)),
    );
    child.once('close', (code, killed) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(signal.reason);
      else if (outcome?.kind === 'done') resolve({ result: outcome.result, peakRssMiB: outcome.peakRssMiB });
      else if (outcome?.kind === 'failed') reject(new StepError(outcome.name as StepErrorName, outcome.message));
      else
        reject(
          new StepError(
            killed === 'SIGKILL' ? 'OutOfMemory' : 'EngineFailed',
            `the step's process ended with ${killed ?? `exit code ${code}`}${errors ? `: ${errors.trim()}` : ''}`,
          ),
        );
    });
    child.send(request);
  });
