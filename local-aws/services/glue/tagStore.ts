import type { Cloud } from '../../cloud.ts';
import type { Table } from '../../store/database.ts';
import type { Tags } from '../../tags.ts';

/** Tags of Glue's resources, by ARN. */
export const tagStore = (cloud: Cloud): Table<Tags> => cloud.database.table<Tags>('glue.tags');
