import { join } from 'node:path';
import { type PythonEnvironment, pythonEnvironment } from '../../../local-aws/python/environment.ts';
import { type LockName, locks } from '../../../local-aws/python/locks.ts';

// Processes are real: on a busy machine they take their time.
jest.setTimeout(60_000);

/** All tests, and the project itself, share the locked environments: they are made once a machine. */
export const sharedEnvironment = (name: LockName): Promise<PythonEnvironment> =>
  pythonEnvironment(locks[name], {
    root: process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ?? join(import.meta.dirname, '../../../.nightjar/python'),
  });
