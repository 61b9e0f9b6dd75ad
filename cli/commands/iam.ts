import type { IamUsage } from '../../local-aws/iam/usage.ts';
import type { Command } from '../command.ts';
import { openLaptop } from '../session/laptop.ts';
import { parseOptions } from '../usage.ts';

const help = `nightjar iam: what each role used, was denied and never used on the laptop

  --json    one JSON document: { denied, unused, wildcards, roles }
  --clear   start counting anew

A role's actions count as never used when the role made calls and none of them needed the action. Wildcards are listed where no reason
is written: a Sid with "Because", or an action that takes no resource. Exit code 1 when anything was denied or a wildcard has no reason.`;

const options = { json: { type: 'boolean', default: false }, clear: { type: 'boolean', default: false } } as const;

const lines = ({ denied, unused, wildcards, roles }: IamUsage): string[] => [
  ...roles
    .filter(({ calls }) => calls > 0)
    .flatMap(({ role, calls, used }) => [
      `${role}: ${calls} calls`,
      ...used.map(
        ({ action, count, resources }) =>
          `  ${action} ×${count}  ${resources.slice(0, 2).join(' ')}${resources.length > 2 ? ` and ${resources.length - 2} more` : ''}`,
      ),
      ...unused
        .filter((each) => each.role === role)
        .map(({ action, statement }) => `  never used: ${action} (${statement})`),
    ]),
  '',
  ...denied.map(
    ({ role, action, resources, reason, count }) =>
      `denied ×${count}: ${role} ${action} on ${resources.join(', ')}: ${reason}`,
  ),
  ...wildcards.map(
    ({ role, statement, element, value }) => `wildcard without a reason: ${role} ${element} ${value} (${statement})`,
  ),
  `${denied.length} denied, ${unused.length} never used, ${wildcards.length} wildcards without a reason, ${roles.filter(({ calls }) => calls > 0).length} roles in use`,
];

export const iam: Command = {
  summary: 'what each role used, was denied and never used',
  help,
  run: async (args) => {
    const { values } = parseOptions('iam', args, options);
    const laptop = await openLaptop({ progress: () => {} });
    try {
      const response = await fetch(`${laptop.endpoint}/_nightjar/iam`, { method: values.clear ? 'DELETE' : 'GET' });
      if (values.clear) return 0;
      const usage = (await response.json()) as IamUsage;
      console.log(values.json ? JSON.stringify(usage, null, 2) : lines(usage).join('\n'));
      return usage.denied.length > 0 || usage.wildcards.length > 0 ? 1 : 0;
    } finally {
      await laptop.close();
    }
  },
};
