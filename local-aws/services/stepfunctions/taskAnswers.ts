import { AwsError } from '../../errors.ts';
import type { Engine } from './engine.ts';
import { executionOf } from './tokens.ts';

/** What waits for the token. Throws `InvalidToken` for no token at all, `TaskTimedOut` for one that came too late. */
export function listenerOf(engine: Engine, token: string) {
  const arn = executionOf(token);
  if (arn === undefined) throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
  const listener = engine.tokens.find(token);
  if (listener) return listener;
  if (!engine.find(arn)) throw new AwsError('TaskDoesNotExist', `Task does not exist: '${token}'`);
  throw new AwsError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
}
