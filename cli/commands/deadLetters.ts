import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from '../command.ts';
import { explain, readLetters, removeLetter } from '../dead-letters/letters.ts';
import { replayLetter } from '../dead-letters/replay.ts';
import { openSession } from '../session/open.ts';
import { output } from '../session/session.ts';
import { parseOptions, wholeNumber } from '../usage.ts';

const help = `nightjar dead-letters: records of the stream that could not be decided

  --limit N       look at no more than N (100)
  --reason NAME   only those with this reason, such as TooManyDecimals
  --replay        send them to the stream again, and take them out of the queue
  --stage NAME    local (this laptop, the default) or a deployed stage
  --json          one JSON document on stdout and nothing else

A decision that was made stays as it is, however often its record is replayed. Exit codes: 0 done, 1 something could not be replayed, 2 wrong call.`;

const options = {
  limit: { type: 'string' },
  reason: { type: 'string' },
  replay: { type: 'boolean', default: false },
  stage: { type: 'string', default: 'local' },
  json: { type: 'boolean', default: false },
} as const;

const look = async (args: string[]): Promise<number> => {
  const { values } = parseOptions('dead-letters', args, options);
  const limit = wholeNumber('limit', values.limit, 1) ?? 100;
  const session = await openSession(values.stage, (line) => void (values.json || process.stderr.write(`  ${line}\n`)));
  try {
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
    const kinesis = new KinesisClient({});
    const queueUrl = output(session, 'StreamDeadLetterQueueUrl');
    const letters = (await readLetters(sqs, queueUrl, limit)).filter(
      ({ record, batch }) =>
        values.reason === undefined || (record?.reason ?? batch?.requestContext.condition) === values.reason,
    );
    const shown: { id: string; reason: string; explanation: string; record?: string; replayed?: number | null }[] = [];
    for (const letter of letters) {
      const replayed = values.replay
        ? ((await replayLetter(kinesis, output(session, 'TransactionStreamName'), letter)) ?? null)
        : undefined;
      if (typeof replayed === 'number') await removeLetter(sqs, queueUrl, letter);
      shown.push({
        id: letter.messageId,
        reason: letter.record?.reason ?? letter.batch?.requestContext.condition ?? 'Unknown',
        explanation: explain(letter),
        ...(letter.record && { record: Buffer.from(letter.record.data, 'base64').toString() }),
        ...(replayed !== undefined && { replayed }),
      });
    }
    if (values.json) process.stdout.write(`${JSON.stringify({ count: shown.length, letters: shown }, null, 2)}\n`);
    else {
      for (const { id, explanation, record, replayed } of shown)
        process.stdout.write(
          `${id}  ${explanation}\n${record === undefined ? '' : `    ${record.slice(0, 300)}\n`}${replayed === null ? '    cannot be replayed: it is not whole any more\n' : ''}`,
        );
      process.stdout.write(`${shown.length} dead letters${values.replay ? ' looked at for replay' : ''}\n`);
    }
    return shown.some(({ replayed }) => replayed === null) ? 1 : 0;
  } finally {
    await session.close();
  }
};

export const deadLetters: Command = {
  summary: 'list, explain and replay what the stream could not decide',
  help,
  run: look,
};
