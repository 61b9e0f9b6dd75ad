import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NightResult } from '../night/result.ts';
import { stateDirectory } from './paths.ts';

/** Keeps a report where a browser can open it; answers its path. */
export const saveCopy = async (
  result: Pick<NightResult, 'pipeline' | 'businessDate' | 'runId'>,
  html: string,
): Promise<string> => {
  const folder = join(stateDirectory(), 'reports', result.pipeline);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${result.businessDate}-${result.runId}.html`);
  await writeFile(path, html);
  return path;
};
