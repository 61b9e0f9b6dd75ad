import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Command } from '../command.ts';
import { statesClient } from '../night/target.ts';
import { seconds } from '../output/format.ts';
import { openSession, stageOptions } from '../session/open.ts';
import { output } from '../session/session.ts';
import { parseOptions, wholeNumber } from '../usage.ts';

const help = `nightjar status: the last nights and how they ended

  --stage NAME   local (the default) or a deployed stage
  --limit N      how many (10)
  --json         one JSON document`;

const options = {
  ...stageOptions,
  limit: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
} as const;

export const status: Command = {
  summary: 'the last nights and how they ended',
  help,
  run: async (args) => {
    const { values } = parseOptions('status', args, options);
    const session = await openSession(values.stage, () => {});
    try {
      const { executions = [] } = await statesClient().send(
        new ListExecutionsCommand({
          stateMachineArn: output(session, 'NightlyTrainingArn'),
          maxResults: wholeNumber('limit', values.limit, 1),
        }),
      );
      const nights = executions.map(({ name = '', status: state, startDate, stopDate, executionArn }) => ({
        name,
        status: state,
        started: startDate?.toISOString(),
        took: startDate && stopDate ? seconds(stopDate.getTime() - startDate.getTime()) : null,
        executionArn,
      }));
      if (values.json) console.log(JSON.stringify(nights, null, 2));
      else if (nights.length === 0) console.log(`no night has run on stage ${values.stage} yet: nightjar run`);
      else
        for (const night of nights)
          console.log(
            `${(night.status ?? '').padEnd(10)} ${night.started}  ${(night.took ?? '').padStart(12)}  ${night.name}`,
          );
      return 0;
    } finally {
      await session.close();
    }
  },
};
