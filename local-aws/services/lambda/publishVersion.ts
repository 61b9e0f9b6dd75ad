import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { FunctionRecord } from '../../lambda/functionRecord.ts';
import { operation } from '../../service.ts';
import { configuration, invalid } from './configuration.ts';
import { functionAccess, type LambdaContext } from './context.ts';

export const publishVersion = (context: LambdaContext) =>
  operation<PublishVersionRequest, FunctionConfiguration>({
    name: 'PublishVersion',
    accepts: ['FunctionName', 'Description', 'CodeSha256', 'RevisionId'],
    required: ['FunctionName'],
    access: (input) => functionAccess(context, 'PublishVersion', input.FunctionName ?? ''),
    run: (input) => {
      const latest = context.store.latest(context.store.parse(input.FunctionName ?? '').name);
      if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.codeSha256) {
        throw invalid(
          `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
      }
      checkRevision(latest, input.RevisionId);
      return configuration(context, publish(context, latest, input.Description));
    },
  });

/** The newest version when nothing has changed since, as Lambda does, else a new one. */
export function publish(context: LambdaContext, latest: FunctionRecord, description?: string): FunctionRecord {
  const versions = context.store.versions.list({ prefix: `${latest.name}:` }).map(({ value }) => value);
  const newest = versions.toSorted((a, b) => Number(b.version) - Number(a.version))[0];
  if (newest && content(newest) === content(latest)) return newest;
  const version = String(Number(newest?.version ?? 0) + 1);
  const record = { ...latest, version, description: description ?? latest.description };
  context.store.versions.put(`${latest.name}:${version}`, record);
  return record;
}

function content(record: FunctionRecord): string {
  const {
    version: _v,
    revisionId: _r,
    lastModified: _l,
    reservedConcurrency: _c,
    description: _d,
    tags: _t,
    ...rest
  } = record;
  return JSON.stringify(rest);
}

/** Optimistic locking by revision. Throws `PreconditionFailedException`. */
export function checkRevision(record: { revisionId: string }, revisionId: string | undefined): void {
  if (revisionId === undefined || revisionId === record.revisionId) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
    { status: 412 },
  );
}
