import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { appendAudit } from '../shared/audit.ts';
import { s3 } from '../shared/clients/s3.ts';
import { rendered, reportRun, signed, submitted } from '../shared/contracts/filing.ts';
import { env } from '../shared/env.ts';
import { isAws, NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { canonicalJson } from '../shared/hash.ts';
import { readBytes, uriOf } from '../shared/objects.ts';

const input = reportRun.extend({
  rendered,
  signed,
  submitted,
  approval: z.object({ approvedBy: z.string().nullable(), approvedAt: z.string().nullable() }).nullable(),
});

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Writes a file once: Object Lock's default retention keeps it. One that is there already must be the same. */
const keep = async (key: string, bytes: Uint8Array | string, type: string): Promise<string> => {
  const uri = uriOf(env.auditBucket(), key);
  try {
    await s3().send(
      new PutObjectCommand({ Bucket: env.auditBucket(), Key: key, Body: bytes, ContentType: type, IfNoneMatch: '*' }),
    );
  } catch (error) {
    if (!isAws(error, 'PreconditionFailed')) throw error;
    if (sha256(await readBytes(uri)) !== sha256(bytes))
      throw new NightjarError('FilingConflict', `${uri} is archived already, and is another file`);
  }
  return uri;
};

/** The accepted filing to the audit bucket, and a link of the report's hash chain that says what was filed, by whom, and what was answered. */
export const handler = createHandler(input, async ({ filing, rendered, signed, submitted, approval }) => {
  const folder = `filings/${filing.report}/${filing.period}/v${filing.version}/`;
  const files: string[] = [];
  for (const { name, uri, sha256: expected } of rendered.files) {
    const bytes = await readBytes(uri);
    if (sha256(bytes) !== expected)
      throw new NightjarError('OutputIncomplete', `${uri} is not what was signed: its SHA-256 is not ${expected}`);
    files.push(await keep(`${folder}${name}`, bytes, 'application/octet-stream'));
  }
  files.push(await keep(`${folder}manifest.json`, await readBytes(signed.manifest), 'application/json'));
  files.push(await keep(`${folder}receipt.json`, canonicalJson(submitted.receipt), 'application/json'));
  const { digest, signature, algorithm, keyId } = signed;
  const audit = await appendAudit(
    `filings-${filing.report}`,
    { filing, manifest: { digest, signature, algorithm, keyId }, approval, receipt: submitted.receipt, files },
    (existing) => (existing as { filing?: { id?: string } }).filing?.id === filing.id,
  );
  return { files, audit };
});
