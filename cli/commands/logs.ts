import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { Command } from '../command.ts';
import { openSession, stageOptions } from '../session/open.ts';
import { CommandError, parseOptions, UsageError } from '../usage.ts';

const help = `nightjar logs NAME: log lines of a function, or of Glue or SageMaker jobs

  NAME           a function (open-run, alert, …), glue, training, transform, endpoint or states
  --stage NAME   local (the default) or a deployed stage
  --since MIN    how many minutes back (60)
  --filter TEXT  CloudWatch's filter pattern, such as ERROR
  --pipeline P   whose endpoint (credit-risk)`;

const options = {
  ...stageOptions,
  since: { type: 'string', default: '60' },
  filter: { type: 'string' },
  pipeline: { type: 'string', default: 'credit-risk' },
} as const;

const groupOf = (name: string, stack: string, pipeline: string): string => {
  const groups: Record<string, string> = {
    glue: '/aws-glue/jobs/error',
    training: '/aws/sagemaker/TrainingJobs',
    transform: '/aws/sagemaker/TransformJobs',
    endpoint: `/aws/sagemaker/Endpoints/${stack}-${pipeline}`,
    states: `/aws/vendedlogs/states/${stack}-nightly-training`,
  };
  return (Object.hasOwn(groups, name) ? groups[name] : undefined) ?? `/aws/lambda/${stack}-${name}`;
};

export const logs: Command = {
  summary: 'log lines of a function or of jobs',
  help,
  run: async (args) => {
    const { values, positionals } = parseOptions('logs', args, options, 1);
    const [name] = positionals;
    if (!name) throw new UsageError('which log? See: nightjar logs --help');
    const session = await openSession(values.stage, () => {});
    const logGroupName = groupOf(name, session.stack, values.pipeline);
    try {
      const startTime = Date.now() - Number(values.since) * 60_000;
      const pages = paginateFilterLogEvents(
        { client: new CloudWatchLogsClient({}) },
        { logGroupName, startTime, ...(values.filter && { filterPattern: values.filter }) },
      );
      for await (const { events = [] } of pages)
        for (const { timestamp = 0, message = '' } of events)
          console.log(`${new Date(timestamp).toISOString()}  ${message.trimEnd()}`);
      return 0;
    } catch (error) {
      if ((error as Error).name === 'ResourceNotFoundException')
        throw new CommandError(`there is no log group ${logGroupName} yet`);
      throw error;
    } finally {
      await session.close();
    }
  },
};
