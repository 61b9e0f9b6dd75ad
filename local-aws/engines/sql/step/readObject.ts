import { StepError } from '../errors.ts';
import type { ResolvedObject, StepPort } from './port.ts';
import type { StepInput } from './stepDocument.ts';

/** The exact objects of an input. Throws `SourceChanged` where one is no longer what the step was made for. */
export const resolveInput = async (port: StepPort, input: StepInput): Promise<ResolvedObject[]> => {
  const objects: ResolvedObject[] = [];
  for (const uri of input.files) {
    const object = await port.resolve(uri, input.versions?.[uri]);
    const etag = input.etags?.[uri];
    if (etag !== undefined && bare(etag) !== bare(object.etag))
      throw new StepError(
        'SourceChanged',
        `${uri} (table ${input.name}) was replaced while the run was under way: expected ETag ${bare(etag)}, found ${bare(object.etag)}; run again to take the new file`,
      );
    objects.push(object);
  }
  return objects;
};

const bare = (etag: string): string => etag.replaceAll('"', '');
