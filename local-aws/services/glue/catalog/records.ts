import type { DatabaseInput, PartitionInput, TableInput } from '@aws-sdk/client-glue';

/** Dates of an input, kept as ms since the epoch. */
export type Stored<T> = Omit<T, 'LastAccessTime' | 'LastAnalyzedTime'> & {
  LastAccessTime?: number;
  LastAnalyzedTime?: number;
};

export interface DatabaseRecord {
  input: DatabaseInput;
  createdAt: number;
}

export interface TableVersionRecord {
  version: number;
  input: Stored<TableInput>;
  updatedAt: number;
}

export interface TableRecord {
  database: string;
  name: string;
  createdAt: number;
  /** ARN of who made it. */
  createdBy: string;
  /** Oldest first; the last one is the table. */
  versions: TableVersionRecord[];
}

export interface PartitionRecord {
  database: string;
  table: string;
  input: Stored<PartitionInput>;
  createdAt: number;
}
