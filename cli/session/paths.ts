import { join } from 'node:path';

/** The project's own folder: where serverless.yml is. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** Where the laptop's AWS keeps everything; `NIGHTJAR_HOME` moves it. */
export const stateDirectory = (): string => process.env.NIGHTJAR_HOME ?? join(projectRoot, '.nightjar');
