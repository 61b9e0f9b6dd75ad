import { listFolders, readObject } from './objects.ts';

/** Business dates of a pipeline that some run has closed as succeeded, oldest first. */
export const closedDays = async (bucket: string, pipeline: string): Promise<string[]> => {
  const days = await listFolders(bucket, `runs/${pipeline}/`);
  const done = await Promise.all(days.map(async (day) => ((await succeeded(bucket, pipeline, day)) ? [day] : [])));
  return done.flat().sort();
};

const succeeded = async (bucket: string, pipeline: string, day: string): Promise<boolean> => {
  for (const runId of await listFolders(bucket, `runs/${pipeline}/${day}/`)) {
    try {
      const { status } = JSON.parse(
        await readObject(`s3://${bucket}/runs/${pipeline}/${day}/${runId}/closed.json`),
      ) as { status: string };
      if (status === 'succeeded') return true;
    } catch (error) {
      if ((error as Error).name !== 'NoSuchKey') throw error;
    }
  }
  return false;
};
