import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Command } from '../command.ts';
import { follow } from '../night/follow.ts';
import { readResult } from '../night/result.ts';
import { statesClient } from '../night/target.ts';
import { stageProgress } from '../output/progress.ts';
import { summaryLines } from '../output/summary.ts';
import { openSession, stageOptions } from '../session/open.ts';
import { output } from '../session/session.ts';
import { CommandError, parseOptions } from '../usage.ts';

const help = `nightjar watch [EXECUTION-ARN]: follows a night to its end; the newest when none is named

  --stage NAME   local (the default) or a deployed stage`;

export const watch: Command = {
  summary: 'follow a night to its end',
  help,
  run: async (args) => {
    const { values, positionals } = parseOptions('watch', args, stageOptions, 1);
    const session = await openSession(values.stage, () => {});
    try {
      const executionArn = positionals[0] ?? (await newest(output(session, 'NightlyTrainingArn')));
      const execution = await follow(statesClient(), executionArn, {
        intervalMs: values.stage === 'local' ? 300 : 5000,
        look: stageProgress(process.stdout, Date.now).look,
      });
      const wallSeconds = ((execution.stopDate?.getTime() ?? 0) - (execution.startDate?.getTime() ?? 0)) / 1000;
      const { result, record } = await readResult(session, execution, {
        wallSeconds,
        skippedSeconds: 0,
        peakRssMiB: 0,
        alerts: 0,
      });
      console.log(summaryLines(result, record, { ...(result.report && { report: result.report }) }).join('\n'));
      return result.status === 'failed' ? 1 : 0;
    } finally {
      await session.close();
    }
  },
};

const newest = async (stateMachineArn: string): Promise<string> => {
  const { executions = [] } = await statesClient().send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1 }));
  if (!executions[0]?.executionArn) throw new CommandError('no night has run here yet: nightjar run');
  return executions[0].executionArn;
};
