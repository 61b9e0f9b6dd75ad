import { readJsonLines } from './objects.ts';
import type { MeasureTables } from './statistics/measureTables.ts';
import { manifestOf } from './steps.ts';

/** Everything the measuring step left, by table: those that the judgement reads, and the curves that the report draws. */
export const readMeasures = async (manifest: string): Promise<MeasureTables & Record<string, unknown[]>> => {
  const { outputs } = await manifestOf(manifest);
  const tables = await Promise.all(
    outputs.map(
      async ({ name, files }) =>
        [name, (await Promise.all(files.map(({ uri }) => readJsonLines(uri)))).flat()] as const,
    ),
  );
  return Object.fromEntries(tables) as unknown as MeasureTables & Record<string, unknown[]>;
};
