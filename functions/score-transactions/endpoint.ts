import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { Prediction, Score } from './ports.ts';

/** A batch has as long as this, and as often, before the rule decides. The second try asks for scores alone, which any model answers. */
const attempts = [
  { accept: 'application/json', ms: 2500 },
  { accept: 'text/csv', ms: 2500 },
] as const;
const betweenMs = 100;

interface Answer {
  predictions: { score: number; contributions?: number[] }[];
}

const read = (text: string, accept: string): Prediction[] =>
  accept === 'text/csv'
    ? text
        .trim()
        .split(/[\n,]/)
        .map((score) => ({ score: Number(score), contributions: [] }))
    : (JSON.parse(text) as Answer).predictions.map(({ score, contributions = [] }) => ({ score, contributions }));

let runtime: SageMakerRuntimeClient | undefined;
// One try a call: how often and how long is decided here.
const client = (): SageMakerRuntimeClient => {
  runtime ??= new SageMakerRuntimeClient({ maxAttempts: 1 });
  return runtime;
};

/** Scores a batch with one call; a failed one is tried once more, then it throws. */
export const scoreRows: Score = async (endpoint, rows) => {
  let failure: unknown;
  for (const { accept, ms } of attempts)
    try {
      if (failure !== undefined) await new Promise((resolve) => setTimeout(resolve, Math.random() * betweenMs));
      const { Body } = await client().send(
        new InvokeEndpointCommand({
          EndpointName: endpoint,
          ContentType: 'text/csv',
          Accept: accept,
          Body: rows.join('\n'),
        }),
        { abortSignal: AbortSignal.timeout(ms) },
      );
      const predictions = read(new TextDecoder().decode(Body), accept);
      if (predictions.length !== rows.length || predictions.some(({ score }) => !(score >= 0 && score <= 1)))
        throw new Error(
          `${endpoint} answered ${predictions.length} predictions for ${rows.length} rows, or no probabilities`,
        );
      return predictions;
    } catch (error) {
      failure = error;
    }
  throw failure;
};
