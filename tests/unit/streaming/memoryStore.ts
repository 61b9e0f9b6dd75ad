import type { Change, Current, OnlineStore, Recent } from '../../../functions/score-transactions/ports.ts';
import { Past } from '../../../functions/shared/online/past.ts';

/** The online tables in memory, with their conditions; `before` runs ahead of each commit, for what happens meanwhile. */
export class MemoryStore implements OnlineStore {
  readonly recent = new Map<number, Recent>();
  readonly decisions = new Map<number, string>();
  readonly past = new Map<string, Past>();
  now: Current = {};
  commits = 0;
  before: (changes: readonly Change[]) => void = () => {};

  current = async (): Promise<Current> => this.now;
  pasts = async (view: string, _version: string, entities: readonly number[]) =>
    new Map(entities.map((entity) => [entity, this.past.get(`${view} ${entity}`) ?? new Past()]));
  recents = async (entities: readonly number[]) =>
    new Map(entities.map((entity) => [entity, this.recent.get(entity) ?? { version: 0, entries: [] }]));
  decided = async (ids: readonly number[]) =>
    new Map(ids.flatMap((id) => (this.decisions.has(id) ? [[id, this.decisions.get(id) ?? ''] as const] : [])));

  commit = async (changes: readonly Change[]): Promise<Change[]> => {
    this.commits++;
    this.before(changes);
    return changes.filter(({ entity, version, entries, decisions }) => {
      const held = (this.recent.get(entity)?.version ?? 0) === version;
      if (!held || decisions.some(({ id }) => this.decisions.has(id))) return true;
      this.recent.set(entity, { version: version + 1, entries });
      for (const { id, body } of decisions) this.decisions.set(id, body);
      return false;
    });
  };
}
