import type { Alarms } from './alarms.ts';

/** Turns the actions of alarms on or off; names of alarms that do not exist are passed over, as on AWS. */
export function setActions(alarms: Alarms, names: readonly string[], actionsEnabled: boolean): void {
  for (const name of names) {
    const alarm = alarms.find(name);
    if (alarm) alarms.save({ ...alarm, actionsEnabled });
  }
}
