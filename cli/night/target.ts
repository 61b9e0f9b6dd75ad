import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { output, type Session } from '../session/session.ts';
import { CommandError } from '../usage.ts';

export interface NightRequest {
  pipeline: string;
  businessDate?: string;
  force?: boolean;
}

export const statesClient = (): SFNClient => new SFNClient({});

/** Starts a night and answers its execution's ARN. The name says what it is; a counter of time keeps it unique, as AWS asks. */
export const startNight = async (session: Session, request: NightRequest, now: number): Promise<string> => {
  const name = `${request.pipeline}-${request.businessDate ?? 'today'}-${new Date(now).toISOString().replace(/[-:.]/g, '')}`;
  const { executionArn } = await statesClient().send(
    new StartExecutionCommand({
      stateMachineArn: output(session, 'NightlyTrainingArn'),
      name,
      input: JSON.stringify(request),
    }),
  );
  if (!executionArn) throw new CommandError('Step Functions answered no execution');
  return executionArn;
};
