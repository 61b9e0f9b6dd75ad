import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import { tagStore } from './tagStore.ts';

/** Every resource that can be tagged has its entry among the tags. Throws `EntityNotFoundException`. */
export const checkResource = (cloud: Cloud, arn: string): void => {
  if (tagStore(cloud).get(arn) === undefined)
    throw new AwsError('EntityNotFoundException', `Resource ${arn} not found.`);
};
