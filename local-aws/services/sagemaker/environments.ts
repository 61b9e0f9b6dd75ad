import { join } from 'node:path';
import type { ContainerImage } from '../../containers/images.ts';
import { type PythonEnvironment, pythonEnvironment } from '../../python/environment.ts';
import { locks } from '../../python/locks.ts';

/** Where locked Python environments lie: NIGHTJAR_PYTHON_ENVIRONMENTS, so that several stores share them, or below the laptop's directory. */
export const environmentsRoot = (directory: string): string =>
  process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ?? join(directory, 'python');

/** Where job folders and models lie while they are used; emptied when a server starts. */
export const workFolder = (directory: string): string => join(directory, 'sagemaker');

/** The environment an image runs in; made now if it was never needed before. */
export const imageEnvironment = (
  directory: string,
  image: ContainerImage,
  progress?: (line: string) => void,
): Promise<PythonEnvironment> =>
  pythonEnvironment(locks[image.lock], { root: environmentsRoot(directory), ...(progress && { progress }) });
