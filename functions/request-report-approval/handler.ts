import { PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../shared/clients/sns.ts';
import { filing, rendered, signed } from '../shared/contracts/filing.ts';
import { env } from '../shared/env.ts';
import { filingApprovalDriver } from '../shared/jobs/filingApproval.ts';
import { createReportStageHandler } from '../shared/reports/stage.ts';

/** Asks for a second person's approval of the signed files, and waits for functions/decide-report to say what was decided. */
export const handler = createReportStageHandler({
  stage: 'ApproveReport',
  kind: 'filing-approval',
  driver: filingApprovalDriver,
  input: { filing, rendered, signed },
  plan: async ({ run, filing, rendered, signed }, { spec }) => ({
    // One request an execution: who asks may differ from time to time, and that decides who may approve.
    keyed: {
      filing: filing.id,
      digest: signed.digest,
      requestedBy: filing.requestedBy,
      executionArn: run.executionArn,
    },
    request: async () => {
      await sns().send(
        new PublishCommand({
          TopicArn: env.resultTopicArn(),
          Subject: `[${env.resourcePrefix()}] approve ${filing.id}?`.slice(0, 100),
          Message: [
            `${spec.title}, ${filing.period}: the filing waits for a second person's approval.`,
            `Requested by ${filing.requestedBy}, who cannot approve it.`,
            ...rendered.files.map(({ name, uri, sha256 }) => `  ${name}  ${sha256}  ${uri}`),
            `Decide within ${spec.approval.expiresHours} hours: nightjar approve --report ${filing.report} --period ${filing.period} (or --reject --reason "…").`,
          ].join('\n'),
        }),
      );
      return { filing: filing.id, digest: signed.digest, requestedBy: filing.requestedBy };
    },
  }),
});
