import { join } from 'node:path';

/** The project's own folder, where serverless.yml is; `NIGHTJAR_PROJECT` names another, such as a test's. */
export const projectRoot = process.env.NIGHTJAR_PROJECT ?? join(import.meta.dirname, '..', '..');

/** Where the laptop's AWS keeps everything; `NIGHTJAR_HOME` moves it. */
export const stateDirectory = (): string => process.env.NIGHTJAR_HOME ?? join(projectRoot, '.nightjar');
