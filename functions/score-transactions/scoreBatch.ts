import { logger } from '../shared/logger.ts';
import { fallbackOf, reasonsOf, velocityOf } from '../shared/online/decide.ts';
import type { Decision } from '../shared/online/decision.ts';
import { liveView, type OnlineDefinition } from '../shared/online/definition.ts';
import { type Entry, Past } from '../shared/online/past.ts';
import { compileVector, type OnlineRecord, type Vector } from '../shared/online/vector.ts';
import type { Change, Current, OnlineStore, Prediction, Recent, Score } from './ports.ts';

/** What one batch made. */
export interface Decided {
  /** Transaction → its decision's text: the one that was made now, or long ago. */
  bodies: Map<number, string>;
  /** Transactions that another invocation is deciding at this moment: they must come again. */
  contested: number[];
  fallbacks: number;
  declined: number;
}

/** Rounds of deciding a batch: the first decides all that is new, the others what met a decision or another version. */
const rounds = 3;
const daySeconds = 86_400;
/** Decisions of one card in one transaction with its recent past: DynamoDB takes a hundred writes. */
const decisionsPerChange = 99;

const compiled = new WeakMap<OnlineDefinition, Vector>();
const vectorOf = (definition: OnlineDefinition): Vector => {
  const known = compiled.get(definition) ?? compileVector(definition);
  compiled.set(definition, known);
  return known;
};

const distinct = (values: readonly number[]): number[] => [...new Set(values)];

/** Decides each record once. Records are checked, and each transaction is there once. Throws when the tables cannot be reached. */
export const scoreBatch = async (
  records: readonly OnlineRecord[],
  fallbackDefinition: OnlineDefinition,
  store: OnlineStore,
  score: Score,
): Promise<Decided> => {
  const current = await store.current();
  const made: Decided = { bodies: new Map(), contested: [], fallbacks: 0, declined: 0 };
  const { id } = fallbackDefinition;
  let open = [...records];
  for (let round = 0; round < rounds && open.length > 0; round++) {
    if (round > 0) {
      const before = await store.decided(open.map((record) => Number(record[id])));
      for (const [transaction, body] of before) made.bodies.set(transaction, body);
      open = open.filter((record) => !before.has(Number(record[id])));
      if (open.length === 0) break;
    }
    open = await decideOpen(open, current, fallbackDefinition, store, score, made);
  }
  made.contested = open.map((record) => Number(record[id]));
  return made;
};

/** One round; answers the records whose card or decision was changed by somebody else meanwhile. */
const decideOpen = async (
  records: readonly OnlineRecord[],
  { features, model }: Current,
  fallbackDefinition: OnlineDefinition,
  store: OnlineStore,
  score: Score,
  made: Decided,
): Promise<OnlineRecord[]> => {
  const definition = features?.definition ?? fallbackDefinition;
  const live = liveView(definition);
  const entities = (column: string): number[] => distinct(records.map((record) => Number(record[column])));
  const [recents, ...pasts] = await Promise.all([
    store.recents(entities(live.entity)),
    ...definition.views.map(({ view, entity }) =>
      features ? store.pasts(view, features.version, entities(entity)) : new Map<number, Past>(),
    ),
  ]);
  const livePasts = pasts[definition.views.indexOf(live)] ?? new Map<number, Past>();
  const cards = group(records, definition, recents, livePasts);
  const vector = vectorOf(definition);
  const rows = records.map((record) => {
    const card = Number(record[live.entity]);
    const { since = [], past = nothing } = cards.get(card) ?? {};
    return vector(
      record,
      definition.views.map(({ view, entity }, index) =>
        view === live.view
          ? { past, since }
          : { past: pasts[index]?.get(Number(record[entity])) ?? nothing, since: [] },
      ),
    );
  });
  const predictions = await predict(definition, features?.version, model, rows, score);
  const bodies = records.map((record, index): { id: number; decision: Decision } => {
    const { since = [], past = nothing } = cards.get(Number(record[live.entity])) ?? {};
    const velocity = velocityOf(past, since, Number(record[live.order]), live.scale);
    const prediction = predictions?.[index];
    return {
      id: Number(record[definition.id]),
      decision: {
        transactionId: Number(record[definition.id]),
        time: new Date(Number(record[definition.time])).toISOString().slice(0, 19),
        score: prediction?.score ?? null,
        threshold: definition.online.threshold,
        featureSetVersion: features?.version ?? null,
        modelVersion: prediction && model ? model.version : null,
        ...(prediction
          ? decideByScore(definition, prediction)
          : { ...fallbackOf(definition.online, Number(record[live.value]), velocity), decidedBy: 'fallback' as const }),
        velocity,
        features: rows[index] ?? [],
      },
    };
  });
  const byCard = Map.groupBy(bodies, (_, index) => Number(records[index]?.[live.entity]));
  const changes = [...byCard].map(([entity, decisions]): Change => {
    const kept = decisions
      .slice(0, decisionsPerChange)
      .map(({ id, decision }) => ({ id, body: JSON.stringify(decision) }));
    const { version = 0, entries = [] } = cards.get(entity) ?? {};
    // More of one card than a transaction takes: the rest meets the next version in the next round.
    return { entity, version, entries, decisions: kept };
  });
  const refused = new Set(await store.commit(changes));
  const left = new Map(records.map((record) => [Number(record[definition.id]), record]));
  const decisionOf = new Map(bodies.map(({ id, decision }) => [id, decision]));
  for (const change of changes) {
    if (refused.has(change)) continue;
    for (const { id, body } of change.decisions) {
      made.bodies.set(id, body);
      left.delete(id);
      const decision = decisionOf.get(id);
      if (decision?.decidedBy === 'fallback') made.fallbacks++;
      if (decision?.decision === 'decline') made.declined++;
    }
  }
  return [...left.values()];
};

const nothing = new Past();

interface Card {
  past: Past;
  version: number;
  /** What came since the publication, this batch included. */
  since: Entry[];
  /** Since, without what no window reaches any more. */
  entries: Entry[];
}

const group = (
  records: readonly OnlineRecord[],
  definition: OnlineDefinition,
  recents: ReadonlyMap<number, Recent>,
  pasts: ReadonlyMap<number, Past>,
): Map<number, Card> => {
  const { entity, order, value, scale, days } = liveView(definition);
  return new Map(
    [...Map.groupBy(records, (record) => Number(record[entity]))].map(([card, own]) => {
      const past = pasts.get(card) ?? nothing;
      const { version = 0, entries = [] } = recents.get(card) ?? {};
      const byId = new Map(entries.map((entry) => [entry[0], entry]));
      let newest = 0;
      for (const record of own) {
        const transaction = Number(record[definition.id]);
        const second = Number(record[order]);
        newest = Math.max(newest, second);
        byId.set(transaction, [transaction, second, Math.round(Number(record[value]) * 10 ** scale)]);
      }
      const since = [...byId.values()].filter((entry) => !past.has(entry));
      return [
        card,
        { past, version, since, entries: since.filter(([, second]) => second > newest - days * daySeconds) },
      ];
    }),
  );
};

const decideByScore = (
  definition: OnlineDefinition,
  { score, contributions }: Prediction,
): Pick<Decision, 'decision' | 'decidedBy' | 'reasons'> => {
  const declined = score >= definition.online.threshold;
  return {
    decision: declined ? 'decline' : 'approve',
    decidedBy: 'model',
    reasons: declined ? reasonsOf(definition, contributions) : [],
  };
};

/** The model's answers, or undefined where the rule must decide; why is logged. */
const predict = async (
  definition: OnlineDefinition,
  version: string | undefined,
  model: Current['model'],
  rows: readonly (number | null)[][],
  score: Score,
): Promise<Prediction[] | undefined> => {
  if (version === undefined || !model) {
    logger.warn('the rule decides: no features are published, or there is no champion', { version, model });
    return undefined;
  }
  const names = definition.vector.map(({ name }) => name);
  if (names.join() !== model.features.join()) {
    logger.error('the rule decides: the champion was trained on other features than are published', { version });
    return undefined;
  }
  try {
    return await score(
      model.endpoint,
      rows.map((row) => row.map((cell) => cell ?? '').join(',')),
    );
  } catch (error) {
    const { name, message } = error as Error;
    logger.warn('the rule decides: the endpoint does not answer', { error: `${name}: ${message}` });
    return undefined;
  }
};
