/** What became of one rule. */
export interface Outcome {
  passed: boolean;
  reason?: string;
  metrics: Record<string, number>;
  /** The rule with its expressions over past results replaced by their values. */
  evaluatedRule?: string;
  /** The engine cannot evaluate it; `reason` says why. */
  unsupported?: boolean;
}

export const failed = (reason: string, metrics: Record<string, number> = {}): Outcome => ({
  passed: false,
  reason,
  metrics,
});

export const passed = (metrics: Record<string, number> = {}): Outcome => ({ passed: true, metrics });

export const unsupported = (reason: string): Outcome => ({
  passed: false,
  reason: `Rule (or nested rule) not supported due to: ${reason}`,
  metrics: {},
  unsupported: true,
});
