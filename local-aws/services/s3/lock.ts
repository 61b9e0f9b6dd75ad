import type { Call } from '../../service.ts';
import { s3Error } from './errors.ts';
import type { ObjectVersion } from './store/versions.ts';

/** Whether a version may be removed for good now. Throws `AccessDenied` where a lock holds it. */
export const checkUnlocked = (row: ObjectVersion, bypassGovernance: boolean, call: Call): void => {
  const { retention, legalHold } = row.facts;
  if (legalHold) throw locked();
  if (!retention || retention.until <= call.cloud.clock.now()) return;
  if (retention.mode === 'GOVERNANCE' && bypassGovernance) return;
  throw locked();
};

const locked = () => s3Error('AccessDenied', {}, 'Access Denied because object protected by object lock.');
