import type { Score } from '../../../functions/score-transactions/ports.ts';
import { scoreBatch } from '../../../functions/score-transactions/scoreBatch.ts';
import { type Decision, decisionSchema } from '../../../functions/shared/online/decision.ts';
import { Past } from '../../../functions/shared/online/past.ts';
import { recordReader } from '../../../functions/shared/online/record.ts';
import { cardFraud, transaction } from './cardFraud.ts';
import { MemoryStore } from './memoryStore.ts';

const setUp = async () => {
  const definition = await cardFraud();
  const read = recordReader(definition);
  const store = new MemoryStore();
  const names = definition.vector.map(({ name }) => name);
  store.now = {
    features: { version: 'run-1', definition },
    model: { version: 3, endpoint: 'nightjar-card-fraud', features: names },
  };
  const calls: string[][] = [];
  // A model that looks at the customer's number of transactions in a day, which tells whether each counts once.
  const score: Score = async (_endpoint, rows) => {
    calls.push([...rows]);
    return rows.map((row) => ({
      score: Number(row.split(',')[3]) / 10,
      contributions: names.map((_, index) => index),
    }));
  };
  const record = (id: number, rest: Record<string, unknown> = {}) => {
    const { record: made } = read(Buffer.from(JSON.stringify(transaction(id, rest))));
    if (!made) throw new Error('the test sends a malformed record');
    return made;
  };
  const decide = async (ids: readonly (number | ReturnType<typeof record>)[], by: Score = score) =>
    scoreBatch(
      ids.map((id) => (typeof id === 'number' ? record(id) : id)),
      definition,
      store,
      by,
    );
  const decisionOf = (id: number): Decision => decisionSchema.parse(JSON.parse(store.decisions.get(id) ?? 'null'));
  return { definition, store, calls, decide, decisionOf, record, names };
};

test('a batch is one call of the endpoint and one decision a record', async () => {
  const { decide, calls, decisionOf } = await setUp();
  const { bodies, contested, fallbacks } = await decide([1, 2, 3]);
  expect(calls).toHaveLength(1);
  expect([...bodies.keys()].sort()).toEqual([1, 2, 3]);
  expect({ contested, fallbacks }).toEqual({ contested: [], fallbacks: 0 });
  expect(decisionOf(3)).toMatchObject({
    transactionId: 3,
    score: 0.3,
    threshold: 0.3,
    featureSetVersion: 'run-1',
    modelVersion: 3,
    decision: 'decline',
    decidedBy: 'model',
    velocity: { count1h: 3, amount1h: 37.5, count24h: 3, amount24h: 37.5 },
  });
});

test('a declined record is told why in words, strongest first, no word twice', async () => {
  const { decide, decisionOf, definition } = await setUp();
  await decide([1, 2, 3]);
  const { reasons } = decisionOf(3);
  expect(reasons).toHaveLength(3);
  expect(new Set(reasons).size).toBe(3);
  expect(reasons[0]).toBe(definition.online.reasons.terminal_risk_30day_window);
  expect(decisionOf(1).reasons).toEqual([]);
});

test('a repeated batch repeats its decisions letter by letter and counts nothing twice', async () => {
  const { decide, store } = await setUp();
  const first = await decide([1, 2, 3]);
  const again = await decide([3, 1, 2, 4]);
  for (const [id, body] of first.bodies) expect(again.bodies.get(id)).toBe(body);
  expect(
    store.recent
      .get(7)
      ?.entries.map(([id]) => id)
      .sort(),
  ).toEqual([1, 2, 3, 4]);
  expect(again.bodies.get(4)).toContain('"count1h":4');
});

test('records in another order count the same', async () => {
  const inOrder = await setUp();
  const reversed = await setUp();
  await inOrder.decide([1, 2, 3]);
  await reversed.decide([3, 2, 1]);
  for (const id of [1, 2, 3]) expect(reversed.decisionOf(id)).toEqual(inOrder.decisionOf(id));
});

test('what another invocation decided meanwhile is taken over', async () => {
  const { decide, store } = await setUp();
  const body = '{"transactionId":2}';
  store.before = () => {
    store.before = () => {};
    store.recent.set(7, { version: 1, entries: [[2, 1_000_002, 1250]] });
    store.decisions.set(2, body);
  };
  const { bodies, contested } = await decide([1, 2, 3]);
  expect(bodies.get(2)).toBe(body);
  expect(contested).toEqual([]);
  expect(store.recent.get(7)?.entries).toHaveLength(3);
});

test('a card that others keep changing is contested, not decided twice', async () => {
  const { decide, store } = await setUp();
  let version = 10;
  store.before = () => void store.recent.set(7, { version: version++, entries: [] });
  const { bodies, contested } = await decide([1]);
  expect(contested).toEqual([1]);
  expect(bodies.size).toBe(0);
  expect(store.decisions.size).toBe(0);
});

test('more of one card than a transaction takes is decided in rounds', async () => {
  const { decide, store } = await setUp();
  const { bodies, contested } = await decide(Array.from({ length: 150 }, (_, id) => id + 1));
  expect(bodies.size).toBe(150);
  expect(contested).toEqual([]);
  expect(store.recent.get(7)?.entries).toHaveLength(150);
});

test('while the endpoint does not answer the rule decides, and says so', async () => {
  const { decide, decisionOf, record } = await setUp();
  const down: Score = async () => {
    throw new Error('ServiceUnavailable');
  };
  const { fallbacks } = await decide([record(1), record(2, { customer_id: 8, tx_amount: 900 })], down);
  expect(fallbacks).toBe(2);
  expect(decisionOf(1)).toMatchObject({ decision: 'approve', decidedBy: 'fallback', score: null, modelVersion: null });
  expect(decisionOf(2)).toMatchObject({ decision: 'decline', reasons: ['The amount is unusually high'] });
});

test('without published features, or with a model of other features, the rule decides', async () => {
  const { decide, store, calls, decisionOf } = await setUp();
  store.now = { ...store.now, model: { version: 4, endpoint: 'e', features: ['other'] } };
  expect((await decide([1])).fallbacks).toBe(1);
  store.now = {};
  expect((await decide([2])).fallbacks).toBe(1);
  expect(calls).toEqual([]);
  expect(decisionOf(2).featureSetVersion).toBeNull();
});

test('a record that is among the published ones already counts once', async () => {
  const { decide, store, decisionOf } = await setUp();
  store.past.set(
    'customer_windows 7',
    new Past([
      [5, 1_000_000, 50],
      [1, 1_000_001, 1250],
    ]),
  );
  await decide([1]);
  expect(decisionOf(1).features.slice(3, 5)).toEqual([2, 6.5]);
  expect(store.recent.get(7)?.entries).toEqual([]);
});

test('frauds of a terminal count a week later, as in the batch', async () => {
  const { decide, store, decisionOf, definition, record } = await setUp();
  const now = 5_000_000;
  const week = 604_800;
  store.past.set(
    'terminal_windows 9',
    new Past([
      [1, now - week - 86_400, 1],
      [2, now - week - 86_399, 1],
      [3, now - week, 0],
      [4, now - week + 1, 1],
    ]),
  );
  await decide([record(10, { tx_second: now })]);
  const vector = Object.fromEntries(definition.vector.map(({ name }, index) => [name, decisionOf(10).features[index]]));
  expect(vector).toMatchObject({
    terminal_nb_tx_1day_window: 2,
    terminal_risk_1day_window: 0.5,
    terminal_nb_tx_7day_window: 3,
    terminal_risk_7day_window: 0.666667,
  });
});
