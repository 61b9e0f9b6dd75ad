import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { s3 } from '../shared/clients/s3.ts';
import { sagemaker } from '../shared/clients/sagemaker.ts';
import type { Filing } from '../shared/contracts/filing.ts';
import { resolvedPipeline } from '../shared/contracts/resolved.ts';
import { runRecord } from '../shared/contracts/runRecord.ts';
import { env } from '../shared/env.ts';
import { parseJson, readJson, readText, uriOf } from '../shared/objects.ts';
import { type RecordRow, type RecordTable, recordTables } from '../shared/reports/recordTables.ts';
import { evaluationRecord, type NightEvidence, nightRows } from './nightRows.ts';

/** `runs/<pipeline>/<business date>/<run id>/run.json` of the nights in a period, oldest first. */
const listRunRecords = async (pipeline: string, { from, to }: Pick<Filing, 'from' | 'to'>): Promise<string[]> => {
  const keys: string[] = [];
  const Prefix = `runs/${pipeline}/`;
  let page: string | undefined;
  do {
    const listed = await s3().send(
      // Keys begin with the date, so that the nights before the period are passed over.
      new ListObjectsV2Command({
        Bucket: env.dataBucket(),
        Prefix,
        StartAfter: `${Prefix}${from}`,
        ContinuationToken: page,
      }),
    );
    for (const { Key = '' } of listed.Contents ?? []) {
      const date = Key.slice(Prefix.length, Prefix.length + 10);
      if (date > to) return keys;
      if (Key.endsWith('/run.json')) keys.push(Key);
    }
    page = listed.NextContinuationToken;
  } while (page);
  return keys;
};

const approvalOf = async (modelPackageArn: string): Promise<NonNullable<NightEvidence['approval']>> => {
  const found = await sagemaker().send(new DescribeModelPackageCommand({ ModelPackageName: modelPackageArn }));
  return {
    status: found.ModelApprovalStatus ?? 'Unknown',
    by: found.LastModifiedBy?.IamIdentity?.Arn ?? found.LastModifiedBy?.UserProfileArn ?? null,
  };
};

const readNight = async (key: string): Promise<NightEvidence> => {
  const record = await readJson(uriOf(env.dataBucket(), key), runRecord);
  const [evaluation, pipeline, closed] = await Promise.all([
    readJson(record.evaluation, evaluationRecord),
    readJson(`${record.run.prefix}spec.json`, resolvedPipeline),
    readText(`${record.run.prefix}closed.json`),
  ]);
  // A night that is still on its way, or broke off, has released nothing.
  const succeeded =
    closed !== undefined &&
    parseJson(closed, `${record.run.prefix}closed.json`, z.object({ status: z.string() })).status === 'succeeded';
  const released = record.decision === 'promote' && record.registration !== null && succeeded;
  const approval = released && record.registration ? await approvalOf(record.registration.modelPackageArn) : undefined;
  return { record, evaluation, spec: pipeline.spec, released, ...(approval && { approval }) };
};

/** What the nights of a period recorded, as rows. */
export const gatherRecords = async (
  pipelines: readonly string[],
  period: Pick<Filing, 'from' | 'to'>,
): Promise<Record<RecordTable, RecordRow[]>> => {
  const keys = (await Promise.all(pipelines.map((pipeline) => listRunRecords(pipeline, period)))).flat();
  const rows = Object.fromEntries(Object.keys(recordTables).map((table) => [table, []])) as unknown as Record<
    RecordTable,
    RecordRow[]
  >;
  for (const key of keys)
    for (const [table, more] of Object.entries(nightRows(await readNight(key))))
      rows[table as RecordTable].push(...more);
  return rows;
};
