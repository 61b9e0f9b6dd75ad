import type { Tags } from '../../tags.ts';

/** A queue as it is stored. Times are ms since the epoch. */
export interface QueueRecord {
  name: string;
  arn: string;
  /** As the client set them; what is left out has SQS's default. */
  attributes: Record<string, string>;
  tags: Tags;
  createdAt: number;
  modifiedAt: number;
}
