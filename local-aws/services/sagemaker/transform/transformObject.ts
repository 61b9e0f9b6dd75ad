import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { JobFailure } from '../errors.ts';
import type { ModelServer } from '../modelServer.ts';
import { type Batch, batches } from './batches.ts';
import { applyFilter, parseFilter } from './jsonPath.ts';
import { formatOf } from './recordFormat.ts';

const MEGABYTE = 1024 ** 2;

export interface TransformPlan {
  request: CreateTransformJobRequest;
  maxPayloadMegabytes: number;
}

/** Sends one object's records to the model and writes the answers to `target`. Throws `JobFailure`; `target` is then incomplete. */
export const transformObject = async (
  plan: TransformPlan,
  server: ModelServer,
  source: { path: string; address: string },
  target: string,
  stopped: () => boolean,
): Promise<void> => {
  const { TransformInput: input, TransformOutput: output, DataProcessing: processing, BatchStrategy } = plan.request;
  const inputFormat = formatOf(input?.ContentType);
  const outputFormat = formatOf(output?.Accept ?? input?.ContentType);
  const inputFilter = parseFilter('InputFilter', processing?.InputFilter);
  const outputFilter = parseFilter('OutputFilter', processing?.OutputFilter);
  const join = processing?.JoinSource === 'Input';
  const byRecord = join || outputFilter !== undefined;
  const lines = input?.SplitType === 'Line';
  const file = createWriteStream(target);
  const failed = (why: string) =>
    new JobFailure(`AlgorithmError: See job logs for more information: ${source.address}: ${why}`);

  const assembled = (answer: Buffer, batch: Batch): Buffer => {
    if (!byRecord) return output?.AssembleWith === 'Line' ? ended(answer) : answer;
    const answers = answer.toString().replace(/\n$/, '').split('\n');
    if (lines && answers.length !== batch.records.length)
      throw failed(`${batch.records.length} records were sent, ${answers.length} were answered`);
    const rows = answers.map((text, index) => {
      const value = outputFormat.parse(text);
      const joined = join ? inputFormat.join(inputFormat.parse(batch.records[index] ?? ''), value) : value;
      return (join ? inputFormat : outputFormat).write(applyFilter(outputFilter, joined));
    });
    return Buffer.from(rows.map((row) => `${row}\n`).join(''));
  };

  try {
    const options = {
      gzip: input?.CompressionType === 'Gzip',
      lines,
      several: BatchStrategy !== 'SingleRecord',
      maxBytes: plan.maxPayloadMegabytes * MEGABYTE,
      ...(inputFilter && {
        map: (line: string) => inputFormat.write(applyFilter(inputFilter, inputFormat.parse(line))),
      }),
    };
    for await (const batch of batches(source.path, options)) {
      if (stopped()) break;
      const answer = await server.invoke({
        body: batch.body,
        contentType: input?.ContentType,
        accept: output?.Accept,
      });
      if (answer.status < 200 || answer.status > 299)
        throw failed(`the model answered ${answer.status}: ${answer.body.toString().slice(0, 500)}`);
      if (!file.write(assembled(answer.body, batch)))
        await new Promise<void>((resolve) => file.once('drain', () => resolve()));
    }
  } catch (error) {
    throw error instanceof JobFailure ? error : failed(error instanceof Error ? error.message : String(error));
  } finally {
    file.end();
    await finished(file);
  }
};

const ended = (answer: Buffer): Buffer =>
  answer.length > 0 && answer.at(-1) !== 10 ? Buffer.concat([answer, Buffer.from('\n')]) : answer;
