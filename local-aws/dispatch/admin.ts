import type { Faults } from '../faults/faults.ts';
import { clearIamUsage, readIamUsage } from '../iam/adminHandlers.ts';
import type { ServerCloud } from '../server.ts';
import type { LambdaService } from '../services/lambda/index.ts';
import type { Exchange } from './exchange.ts';
import type { RequestLog } from './requestLog.ts';

export interface AdminParts {
  cloud: ServerCloud;
  log: RequestLog;
  faults: Faults;
  /** Forgets everything; undefined where the server was not started to allow it. */
  reset: (() => Promise<void>) | undefined;
}

type Answer = object;
type Handler = (parts: AdminParts, input: Record<string, unknown>, query: URLSearchParams) => Answer | Promise<Answer>;

const number = (input: Record<string, unknown>, name: string): number => {
  const value = input[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${name}: expected a number`);
  return value;
};

const time = ({ clock }: ServerCloud): Answer => ({ now: clock.now(), offset: clock.offset });

/** What is no AWS API: `/_nightjar/<name>`, JSON in and out, for tests and for `nightjar`. */
const handlers: Readonly<Record<string, Handler>> = {
  'GET health': ({ cloud }) => ({
    status: 'ok',
    account: cloud.account,
    region: cloud.region,
    directory: cloud.directory,
    services: [...cloud.services.keys()].sort(),
    ...time(cloud),
  }),
  'GET clock': ({ cloud }) => time(cloud),
  'POST clock': ({ cloud }, input) => {
    if (input.advance !== undefined) cloud.clock.advance(number(input, 'advance'));
    if (input.skipIdle !== undefined) cloud.clock.skipIdle(input.skipIdle === true);
    return time(cloud);
  },
  'GET faults': ({ faults }) => ({ faults: faults.list() }),
  'POST faults': ({ faults }, input) => {
    const { rules } = input;
    if (!Array.isArray(rules)) throw new Error('rules: expected a list of rules');
    for (const rule of rules) faults.add(String(rule));
    return { faults: faults.list() };
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return { faults: [] };
  },
  'GET iam': ({ cloud }) => readIamUsage(cloud),
  'DELETE iam': ({ cloud }) => {
    clearIamUsage(cloud);
    return {};
  },
  'POST prewarm': async ({ cloud }) => {
    await (cloud.services.get('lambda') as LambdaService | undefined)?.prewarm();
    return {};
  },
  'POST reset': async ({ reset }) => {
    if (!reset) throw new Error('This server was not started to allow a reset (option allowReset)');
    await reset();
    return {};
  },
  'GET requests': ({ log }, _input, query) => ({ requests: log.all(Number(query.get('since') ?? 0)) }),
  'DELETE requests': ({ log }) => {
    log.clear();
    return {};
  },
};

/** Answers the requests under `/_nightjar/`. */
export const createAdmin =
  (parts: AdminParts) =>
  async (exchange: Exchange): Promise<void> => {
    const name = `${exchange.method} ${exchange.path.slice('/_nightjar/'.length)}`;
    const handler = handlers[name];
    if (!handler) {
      answer(exchange, 404, { error: `No ${name}; there is: ${Object.keys(handlers).join(', ')}` });
      return;
    }
    try {
      const bytes = await exchange.read();
      const input = bytes.length === 0 ? {} : (JSON.parse(bytes.toString()) as Record<string, unknown>);
      answer(exchange, 200, await handler(parts, input, exchange.query));
    } catch (error) {
      answer(exchange, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  };

const answer = (exchange: Exchange, status: number, body: object): void =>
  exchange.answer({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
