import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { personOf, proveIdentity } from '../../functions/shared/identity.ts';
import { output, type Session } from '../session/session.ts';
import { CommandError } from '../usage.ts';

export interface Decision {
  report: string;
  period: string;
  filing: string;
  decision: 'approved' | 'rejected';
  reason?: string;
}

/** Decides on a filing as a session of the approver role; the session is named for the caller, or, on the laptop, for somebody else. */
export const decide = async (session: Session, decision: Decision, as?: string): Promise<{ decidedBy: string }> => {
  const sts = new STSClient({});
  const name = as ?? personOf((await sts.send(new GetCallerIdentityCommand({}))).Arn ?? '');
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: output(session, 'ReportApproverRoleArn'), RoleSessionName: name }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const { filing, ...asked } = decision;
  const { FunctionError, Payload } = await new LambdaClient({ credentials }).send(
    new InvokeCommand({
      FunctionName: output(session, 'DecideReportFunction'),
      Payload: JSON.stringify({
        ...asked,
        proof: await proveIdentity(`${decision.decision} ${filing}`, { credentials }),
      }),
    }),
  );
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString('utf8') || '{}') as {
    decidedBy: string;
    errorType?: string;
    errorMessage?: string;
  };
  if (FunctionError) throw new CommandError(`${answer.errorType}: ${answer.errorMessage}`);
  return answer;
};
