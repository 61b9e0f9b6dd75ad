import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SourceSpec } from '../../functions/shared/contracts/pipeline.ts';
import { type ControlFile, controlFile, controlFileName } from '../../functions/shared/landing/control.ts';
import { layout } from '../../functions/shared/layout.ts';
import { countRows } from './countRows.ts';

/** A file cannot be landed; says which and why. */
export class LandingFailed extends Error {
  override readonly name = 'LandingFailed';
}

export interface Landing {
  s3: S3Client;
  /** The data bucket. */
  bucket: string;
  pipeline: string;
  source: string;
  /** `YYYY-MM-DD` */
  businessDate: string;
  spec: Pick<SourceSpec, 'format' | 'csv'>;
}

const describe = async (path: string): Promise<{ name: string; bytes: number; sha256: string }> => {
  const name = basename(path);
  if (/^[._]/.test(name))
    throw new LandingFailed(`${path}: names that begin with . or _ are markers, not data; rename it`);
  try {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    return { name, bytes: size, sha256: hash.digest('hex') };
  } catch (cause) {
    throw new LandingFailed(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
};

const countedControl = async (files: readonly string[], spec: Landing['spec']): Promise<ControlFile> => {
  const described: ControlFile['files'] = [];
  for (const path of files) {
    const file = await describe(path);
    try {
      described.push({ ...file, rows: await countRows(path, spec) });
    } catch (cause) {
      throw new LandingFailed(`${path} is no ${spec.format} file that can be read: ${(cause as Error).message}`, {
        cause,
      });
    }
  }
  const names = described.map((file) => file.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new LandingFailed(`two files are named ${twice}; a source's files need names of their own`);
  return { files: described, totals: {} };
};

/** The control file that came with the files, checked against them. */
const givenControl = async (files: readonly string[], path: string): Promise<ControlFile> => {
  const parsed = controlFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success)
    throw new LandingFailed(`${path} is no control file: ${parsed.error.message}`, { cause: parsed.error });
  for (const promised of parsed.data.files) {
    const file = files.find((each) => basename(each) === promised.name);
    if (file === undefined) throw new LandingFailed(`${path} names ${promised.name}, which is not there`);
    const { bytes, sha256 } = await describe(file);
    if (bytes !== promised.bytes || (promised.sha256 !== undefined && sha256 !== promised.sha256)) {
      throw new LandingFailed(`${file} is not the file that ${path} describes: size or hash differ`);
    }
  }
  return parsed.data;
};

/**
 * Puts a source's files under landing, the control file last: what runs in between sees a source that has not landed yet. Landing again
 * replaces what was there.
 *
 * @param files paths of the files; a `_control.json` among them is checked against the others and landed as it is, else one is made
 * @returns the control file as it landed
 * @throws LandingFailed
 */
export const landSource = async (landing: Landing, files: readonly string[]): Promise<ControlFile> => {
  const { s3, bucket } = landing;
  const given = files.find((path) => basename(path) === controlFileName);
  const data = files.filter((path) => path !== given);
  if (data.length === 0) throw new LandingFailed(`no file to land for source ${landing.source}`);
  const control = given === undefined ? await countedControl(data, landing.spec) : await givenControl(data, given);
  const prefix = layout.landing(landing.pipeline, landing.source, landing.businessDate);
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}${controlFileName}` }));
  for (const { name, bytes } of control.files) {
    const path = data.find((each) => basename(each) === name) ?? join(dirname(data[0] ?? ''), name);
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `${prefix}${name}`,
        Body: createReadStream(path),
        ContentLength: bytes,
      }),
    );
  }
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}${controlFileName}`,
      Body: `${JSON.stringify(control, null, 2)}\n`,
      ContentType: 'application/json',
    }),
  );
  return control;
};
