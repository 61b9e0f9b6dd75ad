import { groupName } from './access.ts';
import type { LogStore } from './logStore.ts';
import type { GroupRecord } from './records.ts';

/** The group that an ARN names. Throws `ResourceNotFoundException`. */
export const taggedGroup = (store: LogStore, arn: string): GroupRecord => store.group(groupName(arn));
