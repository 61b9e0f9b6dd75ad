import { S3Client } from '@aws-sdk/client-s3';
import type { Command } from '../command.ts';
import { LandingFailed, landSource } from '../land/landSource.ts';
import { readPipelineNamed } from '../night/pipelines.ts';
import { count } from '../output/format.ts';
import { openSession, stageOptions } from '../session/open.ts';
import { output } from '../session/session.ts';
import { businessDateOption, CommandError, parseOptions, UsageError } from '../usage.ts';

const help = `nightjar land FILE…: puts a source's files where the night looks for them, with a control file

  --pipeline NAME         whose source
  --source NAME           which source; may be left out where there is one
  --business-date DATE    the day that the files are of
  --stage NAME            local (the default) or a deployed stage`;

const options = {
  ...stageOptions,
  pipeline: { type: 'string' },
  source: { type: 'string' },
  'business-date': { type: 'string' },
} as const;

export const land: Command = {
  summary: "put a source's files where the night looks for them",
  help,
  run: async (args) => {
    const { values, positionals } = parseOptions('land', args, options, Number.POSITIVE_INFINITY);
    if (!values.pipeline) throw new UsageError('--pipeline is missing');
    const businessDate = businessDateOption(values['business-date']);
    if (!businessDate) throw new UsageError('--business-date is missing');
    if (positionals.length === 0) throw new UsageError('no file named. See: nightjar land --help');
    const { spec } = await readPipelineNamed(values.pipeline);
    const names = Object.keys(spec.sources);
    const source = values.source ?? (names.length === 1 ? names[0] : undefined);
    const definition = source === undefined ? undefined : spec.sources[source];
    if (!source || !definition) throw new UsageError(`--source takes one of ${names.join(', ')}`);
    const session = await openSession(values.stage, () => {});
    try {
      const bucket = output(session, 'DataBucketName');
      const control = await landSource(
        { s3: new S3Client({}), bucket, pipeline: values.pipeline, source, businessDate, spec: definition },
        positionals,
      );
      for (const { name, rows, bytes } of control.files)
        console.log(`${source}: ${name}, ${count(rows)} rows, ${count(bytes)} bytes`);
      return 0;
    } catch (error) {
      if (error instanceof LandingFailed) throw new CommandError(error.message);
      throw error;
    } finally {
      await session.close();
    }
  },
};
