import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Channel, S3DataSource } from '@aws-sdk/client-sagemaker';
import { type JobFolder, placeFile, writeConfig } from '../../../containers/jobFolder.ts';
import { JobFailure } from '../errors.ts';
import type { JobStorage } from '../jobStorage.ts';
import { parseS3 } from '../s3Address.ts';

export interface Located {
  bucket: string;
  key: string;
  /** Path below the channel or, for batch transform, below the input's address. */
  name: string;
}

/** The objects of a data source and the names they get, in order. Throws `JobFailure` when there are none or they may not be read. */
export const locate = async (source: S3DataSource, storage: JobStorage): Promise<Located[]> => {
  const { bucket, key } = parseS3('S3Uri', source.S3Uri);
  if (source.S3DataType === 'ManifestFile') return fromManifest(bucket, key, storage);
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const keys = await storage.keys(bucket, key);
  // `s3://bucket/train` means what begins with it; of `train/x` and `train2/x` both, as on AWS.
  return keys.map((each) => ({ bucket, key: each, name: nameBelow(each, key, folder) }));
};

const nameBelow = (key: string, prefix: string, folder: string): string =>
  key === prefix
    ? basename(key)
    : key.startsWith(`${prefix}/`)
      ? key.slice(prefix.length + 1)
      : key.slice(folder.length);

const fromManifest = async (bucket: string, key: string, storage: JobStorage): Promise<Located[]> => {
  const { path } = await storage.file(bucket, key);
  const wrong = (why: string) =>
    new JobFailure(`ClientError: Manifest file s3://${bucket}/${key} is not valid: ${why}`);
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(String(error));
  }
  if (!Array.isArray(entries)) throw wrong('expected a JSON array');
  const [first, ...names] = entries as unknown[];
  const prefix = (first as { prefix?: unknown } | undefined)?.prefix;
  if (typeof prefix !== 'string') throw wrong('the first element must be {"prefix": "s3://…"}');
  return names.map((name) => {
    if (typeof name !== 'string') throw wrong(`${JSON.stringify(name)} is not the name of an object`);
    const address = parseS3('prefix', `${prefix}${name}`);
    return { ...address, name };
  });
};

/** Puts all channels' data into the job folder and writes `inputdataconfig.json`. Throws `JobFailure`. */
export const download = async (channels: readonly Channel[], folder: JobFolder, storage: JobStorage): Promise<void> => {
  const config: Record<string, object> = {};
  for (const channel of channels) {
    const source = channel.DataSource?.S3DataSource;
    if (!source || !channel.ChannelName) continue;
    for (const { bucket, key, name } of await locate(source, storage)) {
      const { path } = await storage.file(bucket, key);
      placeFile(path, join(folder.data, channel.ChannelName, name));
    }
    config[channel.ChannelName] = {
      ...(channel.ContentType !== undefined && { ContentType: channel.ContentType }),
      // FastFile is a way of reading; the image's checks know File alone.
      TrainingInputMode: 'File',
      S3DistributionType: source.S3DataDistributionType ?? 'FullyReplicated',
      RecordWrapperType: channel.RecordWrapperType ?? 'None',
    };
  }
  writeConfig(folder, 'inputdataconfig.json', config);
};
