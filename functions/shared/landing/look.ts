import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { s3 } from '../clients/s3.ts';
import type { PipelineSpec, SourceSpec } from '../contracts/pipeline.ts';
import type { Run } from '../contracts/run.ts';
import { env } from '../env.ts';
import { NightjarError } from '../errors.ts';
import { layout } from '../layout.ts';
import { bareEtag, parseJson, readText, uriOf } from '../objects.ts';
import { type ControlFile, controlFile, controlFileName } from './control.ts';

/** A source's files as they were when they were found complete: the run reads these very bytes, whatever lands later. */
export const landedSource = z.object({
  files: z.array(z.object({ uri: z.string(), size: z.number(), etag: z.string() })),
  /** Copies of a file under another name: counted once. */
  duplicates: z.array(z.string()),
  control: controlFile.optional(),
});
export type LandedSource = z.infer<typeof landedSource>;
export const landedSources = z.record(z.string(), landedSource);

interface Listed {
  name: string;
  uri: string;
  size: number;
  etag: string;
}

const list = async (prefix: string): Promise<Listed[]> => {
  const found: Listed[] = [];
  let from: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: env.dataBucket(), Prefix: prefix, ContinuationToken: from }),
    );
    for (const { Key = '', Size = 0, ETag } of page.Contents ?? [])
      if (!Key.endsWith('/'))
        found.push({
          name: Key.slice(prefix.length),
          uri: uriOf(env.dataBucket(), Key),
          size: Size,
          etag: bareEtag(ETag),
        });
    from = page.NextContinuationToken;
  } while (from);
  return found;
};

/** Which sources have landed whole, and which not and why. */
export const lookForSources = async (
  spec: PipelineSpec,
  run: Pick<Run, 'pipeline' | 'businessDate'>,
): Promise<{ landed: Record<string, LandedSource>; missing: { source: string; why: string }[] }> => {
  const looked = await Promise.all(
    Object.entries(spec.sources).map(async ([source, definition]) => ({
      source,
      found: await look(source, definition, run),
    })),
  );
  return {
    landed: Object.fromEntries(
      looked.flatMap(({ source, found }) => (typeof found === 'string' ? [] : [[source, found]])),
    ),
    missing: looked.flatMap(({ source, found }) => (typeof found === 'string' ? [{ source, why: found }] : [])),
  };
};

/** The source's files, or why it does not count as landed yet. */
const look = async (
  source: string,
  definition: SourceSpec,
  run: Pick<Run, 'pipeline' | 'businessDate'>,
): Promise<LandedSource | string> => {
  const prefix = layout.landing(run.pipeline, source, run.businessDate);
  const listed = await list(prefix);
  // Names that begin with _ or . are markers of the tools that write, not data.
  const data = listed.filter(({ name }) => !/^[._]/.test(name));
  const control = await readControl(`${uriOf(env.dataBucket(), prefix)}${controlFileName}`, listed);
  if (!control && definition.control === 'required')
    return `no ${controlFileName} under ${prefix}${data.length > 0 ? `, though ${data.length} file(s) are there` : ''}`;
  const short = control && incomplete(control, data);
  if (short) return `${short} under ${prefix}`;
  if (data.length === 0) return `no file under ${prefix}`;
  const wanted = control ? data.filter(({ name }) => control.files.some((file) => file.name === name)) : data;
  const kept = new Map<string, Listed>();
  for (const file of wanted) if (!kept.has(`${file.etag}:${file.size}`)) kept.set(`${file.etag}:${file.size}`, file);
  const files = [...kept.values()].map(({ uri, size, etag }) => ({ uri, size, etag }));
  return {
    files,
    duplicates: wanted.filter((file) => kept.get(`${file.etag}:${file.size}`) !== file).map(({ uri }) => uri),
    ...(control && { control }),
  };
};

const readControl = async (uri: string, listed: Listed[]): Promise<ControlFile | undefined> => {
  if (!listed.some(({ name }) => name === controlFileName)) return undefined;
  const text = await readText(uri);
  if (text === undefined) return undefined;
  try {
    return parseJson(text, uri, controlFile);
  } catch (cause) {
    throw new NightjarError('SourceIncomplete', `the control file is wrong: ${(cause as Error).message}`, { cause });
  }
};

const incomplete = (control: ControlFile, data: Listed[]): string | undefined => {
  for (const { name, bytes } of control.files) {
    const file = data.find((found) => found.name === name);
    if (!file) return `${name}, which ${controlFileName} names, is not there`;
    if (file.size !== bytes) return `${name} has ${file.size} bytes, ${controlFileName} says ${bytes}`;
  }
  return undefined;
};
