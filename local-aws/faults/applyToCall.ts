import { ConnectionLost } from '../dispatch/connectionLost.ts';
import type { Call } from '../service.ts';
import type { FaultedCall } from './faults.ts';
import { injectedError } from './injectedError.ts';
import type { Effect, FaultRule } from './rule.ts';
import { repeatable, truncateAnswer, truncateRequest } from './truncate.ts';

type Run = (input: Record<string, unknown>, call: Call) => Promise<unknown>;

/** Does to a call what the rule says. `advance` moves the clock. */
export const applyToCall = async (
  { phase, effect }: FaultRule,
  faulted: FaultedCall,
  run: Run,
  advance: (ms: number) => void,
): Promise<unknown> => {
  const { call } = faulted;
  const input = effect.kind === 'times' ? await repeatable(faulted.input) : faulted.input;
  const go = (): Promise<unknown> => run(input, call);
  if (phase === 'before') {
    const changed = await strike(effect, faulted, advance);
    if (effect.kind === 'times') return repeat(go, effect.count);
    if (effect.kind === 'truncate') {
      const cut = await truncateRequest(input, call, effect.bytes);
      return run(cut.input, cut.call);
    }
    return changed ?? go();
  }
  if (phase === 'instead') {
    await strike(effect, faulted, advance, true);
    return {};
  }
  const answer = await go();
  if (effect.kind === 'truncate') return truncateAnswer(answer, effect.bytes);
  if (effect.kind === 'times') return repeat(go, effect.count - 1);
  await strike(effect, faulted, advance);
  return answer;
};

const repeat = async (go: () => Promise<unknown>, count: number): Promise<unknown> => {
  let answer: unknown = {};
  for (let done = 0; done < count; done++) answer = await go();
  return answer;
};

/** What happens beside the call, or breaks it off. `silently`: a dropped call is answered as if it had been done. */
const strike = async (
  effect: Effect,
  { service, call, idle }: FaultedCall,
  advance: (ms: number) => void,
  silently = false,
): Promise<undefined> => {
  switch (effect.kind) {
    case 'error':
      throw injectedError(service, effect.name, effect.message);
    case 'timeout':
      throw new ConnectionLost();
    case 'drop':
      if (silently) return undefined;
      throw new ConnectionLost();
    case 'hang':
      await idle(
        () =>
          new Promise((_resolve, reject) => {
            call.signal.addEventListener('abort', () => reject(new ConnectionLost()), { once: true });
          }),
      );
      return undefined;
    case 'kill':
      await killFunction(effect.functionName ?? call.caller.arn.split('/').at(-1) ?? '', call);
      throw new ConnectionLost('the caller was killed');
    case 'delay':
      await idle(() => call.cloud.clock.sleep(effect.ms, call.signal));
      return undefined;
    case 'clock':
      advance(effect.ms);
      return undefined;
    case 'stop':
      process.kill(process.pid, 'SIGKILL');
      return undefined;
    case 'reorder':
    case 'times':
    case 'truncate':
      return undefined;
    default:
      return effect satisfies never;
  }
};

/** Ends the worker threads of a function, wherever they are. */
const killFunction = async (name: string, { cloud }: Call): Promise<void> => {
  const lambda = cloud.services.get('lambda') as { kill?(functionName: string): Promise<void> } | undefined;
  await lambda?.kill?.(name);
};
