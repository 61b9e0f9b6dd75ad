import { approvalDriver } from './approval.ts';
import type { JobDriver } from './driver.ts';
import { endpointDriver } from './endpoint.ts';
import { filingApprovalDriver } from './filingApproval.ts';
import { glueDriver } from './glue.ts';
import { qualityDriver } from './quality.ts';
import type { JobKind } from './record.ts';
import { sourcesDriver } from './sources.ts';
import { trainingDriver } from './training.ts';
import { transformDriver } from './transform.ts';

/** Every kind of job. A stage's own handler imports only its driver; these are for those that meet any job. */
export const drivers: Record<JobKind, JobDriver> = {
  glue: glueDriver,
  quality: qualityDriver,
  training: trainingDriver,
  transform: transformDriver,
  endpoint: endpointDriver,
  sources: sourcesDriver,
  approval: approvalDriver,
  'filing-approval': filingApprovalDriver,
};
