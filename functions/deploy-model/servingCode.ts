import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from '../shared/clients/s3.ts';
import { hashOf } from '../shared/hash.ts';
import { layout } from '../shared/layout.ts';
import { parseUri } from '../shared/objects.ts';

const block = 512;
const program = 'inference.py';

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)]);

/** A tar archive (POSIX ustar) of one file; without a date, so that equal code is an equal archive. */
const tarOf = (name: string, content: Buffer): Buffer => {
  const header = Buffer.alloc(block);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content.length, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, padded(content), Buffer.alloc(2 * block)]);
};

/** Puts `sagemaker/inference.py` where the model server takes it from; answers the archive's address, which is its content's. */
export const servingCode = async (pipeline: string): Promise<string> => {
  const root = process.env.LAMBDA_TASK_ROOT ?? process.cwd();
  const content = await readFile(join(root, 'sagemaker', program));
  const uri = `${layout.models(pipeline)}serving/${hashOf(content.toString()).slice(0, 24)}/sourcedir.tar.gz`;
  await s3().send(new PutObjectCommand({ ...parseUri(uri), Body: gzipSync(tarOf(program, content)) }));
  return uri;
};
