import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { probeRows } from '../../../containers/scorer/probeRows.ts';
import { scoreCsv } from '../../../containers/scorer/scoreCsv.ts';
import { readTreeModel, type TreeModel } from '../../../containers/scorer/treeModel.ts';
import type { ModelServer, ServerAnswer, ServerRequest } from '../modelServer.ts';

/** Answers a request without the process, or undefined when it is none of those it answers the same. */
export type FastPath = (request: ServerRequest) => ServerAnswer | undefined;

const PROBES = 100;
/** Bytes of a request up to which the scorer is faster than the way to the process; larger ones would hold up this thread. */
const LARGEST = 16 * 1024;
const CONTENT_TYPE = 'text/csv; charset=utf-8';

/** Settings under which the model server answers otherwise than with plain scores. */
const OTHERWISE = [
  'SAGEMAKER_PROGRAM',
  'SAGEMAKER_INFERENCE_OUTPUT',
  'SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT',
  'MAX_CONTENT_LENGTH',
];

/**
 * The scorer for a model server's plain scores, if this is a built-in binary:logistic model and the scorer answers 100 rows as the process
 * does, character for character. Undefined otherwise: every request goes to the process.
 */
export const fastPathFor = async (server: ModelServer): Promise<FastPath | undefined> => {
  const model = modelOf(server);
  if (!model) return undefined;
  const body = Buffer.from(probeRows(model, PROBES));
  const truth = await server.invoke({ body, contentType: 'text/csv' });
  if (truth.status !== 200 || truth.body.toString() !== scoreCsv(model, body)) return undefined;
  return ({ body: rows, contentType, accept }) => {
    if (!/^text\/csv\s*(;|$)/i.test(contentType ?? '')) return undefined;
    if (accept && accept !== '*/*' && accept.toLowerCase() !== 'text/csv') return undefined;
    if (rows.length > LARGEST) return undefined;
    const scores = scoreCsv(model, rows);
    return scores === undefined
      ? undefined
      : { status: 200, contentType: CONTENT_TYPE, body: Buffer.from(scores, 'latin1') };
  };
};

const modelOf = (server: ModelServer): TreeModel | undefined => {
  if (OTHERWISE.some((name) => server.variables[name] !== undefined)) return undefined;
  const files = readdirSync(server.modelFolder).filter(
    (name) => !name.startsWith('.') && statSync(join(server.modelFolder, name)).isFile(),
  );
  const [file] = files;
  return files.length === 1 && file !== undefined
    ? readTreeModel(readFileSync(join(server.modelFolder, file)))
    : undefined;
};
