/** Which of the calls that a rule is for it meets. */
export type Selector =
  | { kind: 'all' }
  | { kind: 'nth'; n: number }
  | { kind: 'every'; n: number }
  | { kind: 'chance'; probability: number };

/** When, seen from the call: it is refused and has no effect, it has its effect and its answer is lost, or something else happens. */
export type Phase = 'before' | 'after' | 'instead';

export type Effect =
  | { kind: 'error'; name: string; message?: string }
  | { kind: 'timeout' }
  | { kind: 'drop' }
  | { kind: 'times'; count: number }
  | { kind: 'delay'; ms: number }
  | { kind: 'reorder' }
  | { kind: 'truncate'; bytes: number }
  | { kind: 'kill'; functionName?: string }
  | { kind: 'clock'; ms: number }
  | { kind: 'hang' }
  | { kind: 'stop' };

export interface Condition {
  /** Path of a parameter: `Key`, `TransactItems.0.Put.TableName`; `caller` and `role` are the caller's. Case does not matter. */
  field: string;
  /** Text with `*` for anything. */
  value: string;
}

export interface FaultRule {
  /** As it was written. */
  text: string;
  /** `*` for any. An operation may have `*` in it. */
  service: string;
  operation: string;
  selector: Selector;
  conditions: readonly Condition[];
  phase: Phase;
  effect: Effect;
}

/** Whether text fits a pattern with `*`; case does not matter. */
export const fits = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'is').test(text);
