import type { OnlineDefinition } from '../shared/online/definition.ts';
import type { Entry, Past } from '../shared/online/past.ts';

/** The published past and model that count for one batch. */
export interface Current {
  /** Undefined before the first publication. */
  features?: { version: string; definition: OnlineDefinition };
  /** Undefined before the first champion. */
  model?: { version: number; endpoint: string; features: string[] };
}

/** What an entity did since the publication, and the version that a change of it must be made on. */
export interface Recent {
  version: number;
  entries: Entry[];
}

/** A change of an entity's recent past with the decisions that belong to it: all of it or nothing. */
export interface Change {
  entity: number;
  /** Version that it is made on; 0 where there was none. */
  version: number;
  entries: Entry[];
  decisions: { id: number; body: string }[];
}

export interface OnlineStore {
  current(): Promise<Current>;
  pasts(view: string, version: string, entities: readonly number[]): Promise<ReadonlyMap<number, Past>>;
  recents(entities: readonly number[]): Promise<ReadonlyMap<number, Recent>>;
  /** Decisions that were made before, by transaction. */
  decided(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Makes the changes; answers those that met another version or a decision made before, of which nothing was done. */
  commit(changes: readonly Change[]): Promise<Change[]>;
}

export interface Prediction {
  score: number;
  /** By feature, in log-odds; empty where the endpoint cannot say. */
  contributions: number[];
}

/** Scores rows of comma-separated numbers with one call; throws when the endpoint does not answer in time, after its retries. */
export type Score = (endpoint: string, rows: readonly string[]) => Promise<Prediction[]>;
