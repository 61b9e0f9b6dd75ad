import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { layout } from '../../functions/shared/layout.ts';
import { readDataFiles } from '../land/dataFiles.ts';
import { LandingFailed, landSource } from '../land/landSource.ts';
import { HEADERS } from '../sample-data/sources.ts';
import { writeSampleData } from '../sample-data/writeSampleData.ts';
import { projectRoot, stateDirectory } from '../session/paths.ts';
import { output, type Session } from '../session/session.ts';
import { CommandError, UsageError } from '../usage.ts';
import { hasObjects } from './objects.ts';
import { readPipelineNamed } from './pipelines.ts';

export interface NightData {
  pipeline: string;
  businessDate: string;
  /** A file for a pipeline with one source. */
  data?: string;
  customers?: number;
  seed?: number;
  say(line: string): void;
}

/** The pipeline whose data can be made: its sources are the sample bank's. */
const samplePipeline = 'credit-risk';

/**
 * Sees to it that a night on the laptop finds its files: a file given on the line, else what has landed already, else what the
 * pipeline's `data.yml` names, else the sample bank. A pipeline with none of these waits for its sources, as it would in an account.
 */
export const landForNight = async (session: Session, night: NightData): Promise<void> => {
  const { spec } = await readPipelineNamed(night.pipeline);
  const sources = Object.keys(spec.sources);
  const bucket = output(session, 'DataBucketName');
  const land = async (filesOf: Record<string, string[]>): Promise<void> => {
    for (const [source, files] of Object.entries(filesOf)) {
      const definition = spec.sources[source];
      if (!definition)
        throw new UsageError(`${night.pipeline} has no source "${source}"; it has ${sources.join(', ')}`);
      night.say(`landing ${source}`);
      try {
        await landSource(
          {
            s3: new S3Client({}),
            bucket,
            pipeline: night.pipeline,
            source,
            businessDate: night.businessDate,
            spec: definition,
          },
          files,
        );
      } catch (error) {
        if (error instanceof LandingFailed) throw new CommandError(error.message);
        throw error;
      }
    }
  };

  if (night.data) {
    const [source, more] = sources;
    if (!source || more)
      throw new UsageError(`--data lands one source and ${night.pipeline} has ${sources.length}: use nightjar land`);
    if (!existsSync(night.data)) throw new UsageError(`--data ${night.data}: there is no such file`);
    return land({ [source]: [resolve(night.data)] });
  }
  for (const source of sources)
    if (await hasObjects(bucket, layout.landing(night.pipeline, source, night.businessDate))) return undefined;
  const known = await readDataFiles(join(projectRoot, 'pipelines', night.pipeline));
  if (known) return land(known.sources);
  if (night.pipeline === samplePipeline) return land(await sampleFiles(night));
  return undefined;
};

const sampleFiles = async ({ businessDate, customers, seed, say }: NightData): Promise<Record<string, string[]>> => {
  const directory = join(stateDirectory(), 'sample-data');
  const folder = (source: string) => join(directory, source, `business_date=${businessDate}`);
  say(`making sample data of ${businessDate}`);
  await writeSampleData({
    directory,
    businessDate,
    ...(customers !== undefined && { customers }),
    ...(seed !== undefined && { seed }),
  });
  return Object.fromEntries(
    await Promise.all(
      Object.keys(HEADERS).map(async (source) => [
        source,
        (await readdir(folder(source))).map((name) => join(folder(source), name)),
      ]),
    ),
  );
};
