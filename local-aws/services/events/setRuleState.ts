import type { RuleRecord } from './records.ts';
import type { Router } from './router.ts';

/** A rule that is enabled again counts its rate from then on. */
export function setRuleState(router: Router, rule: RuleRecord, state: RuleRecord['state'], now: number): void {
  if (rule.state === state) return;
  const changed = { ...rule, state, enabledAt: state === 'ENABLED' ? now : rule.enabledAt };
  router.buses.saveRule(changed);
  router.arm(changed);
}
