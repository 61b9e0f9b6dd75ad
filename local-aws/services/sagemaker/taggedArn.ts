import { invalid } from './errors.ts';
import type { SageMakerTables } from './records.ts';

/** The ARN, if something of SageMaker has it. Throws `ValidationException`. */
export const taggedArn = (tables: SageMakerTables, arn: string | undefined): string => {
  const { trainingJobs, transformJobs, models, endpointConfigs, endpoints, packageGroups, packages } = tables;
  const known = [trainingJobs, transformJobs, models, endpointConfigs, endpoints, packageGroups, packages].some(
    (table) => table.list().some(({ value }) => value.arn === arn),
  );
  if (!known || arn === undefined) throw invalid(`Could not find resource "${arn}".`);
  return arn;
};
