import { GetObjectCommand } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import * as z from 'zod';
import { runtime } from '../shared/clients/runtime.ts';
import { s3 } from '../shared/clients/s3.ts';
import { featuresOutcome, scoreOutcome } from '../shared/contracts/outcomes.ts';
import { deployment } from '../shared/contracts/registration.ts';
import { run } from '../shared/contracts/run.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { parseUri } from '../shared/objects.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

const sampleBytes = 64 * 1024;
const sampleRows = 100;
/** The same model on the same row: anything beyond the rounding of a printed float is another model. */
const tolerance = 1e-6;

/** The first whole lines of a file. */
const headLines = async (uri: string): Promise<string[]> => {
  const { Body } = await s3().send(new GetObjectCommand({ ...parseUri(uri), Range: `bytes=0-${sampleBytes - 1}` }));
  const text = (await Body?.transformToString()) ?? '';
  return text.slice(0, text.lastIndexOf('\n')).split('\n').slice(0, sampleRows);
};

/** The endpoint answers what the batch transform answered for the same rows of the holdout. */
export const handler = createHandler(
  z.strictObject({ run, features: featuresOutcome, scores: scoreOutcome, deployment }),
  async ({ features, scores, deployment }) => {
    const [file] = outputOf(await manifestOf(features.manifest), 'scoring').files;
    if (!file) throw new NightjarError('OutputInvalid', 'the holdout is empty');
    const [rows, expected] = await Promise.all([headLines(file.uri), headLines(scores.scores)]);
    const count = Math.min(rows.length, expected.length);
    const { Body } = await runtime().send(
      new InvokeEndpointCommand({
        EndpointName: deployment.endpoint,
        ContentType: 'text/csv',
        Accept: 'text/csv',
        Body: rows
          .slice(0, count)
          .map((row) => row.slice(row.indexOf(',') + 1))
          .join('\n'),
      }),
    );
    const answers = new TextDecoder().decode(Body).trim().split(/[\n,]/).map(Number);
    if (answers.length !== count)
      throw new NightjarError(
        'EndpointMismatch',
        `${deployment.endpoint} answered ${answers.length} scores for ${count} rows`,
      );
    let largest = 0;
    expected.slice(0, count).forEach((line, index) => {
      const [id = '', score = ''] = line.split(',');
      const answer = answers[index] ?? Number.NaN;
      const difference = Math.abs(Number(score) - answer);
      if (!(difference <= tolerance))
        throw new NightjarError(
          'EndpointMismatch',
          `${deployment.endpoint} answers ${answer} for row ${id} of the holdout, the batch transform said ${score}`,
        );
      largest = Math.max(largest, difference);
    });
    return { rows: count, largestDifference: largest };
  },
);
