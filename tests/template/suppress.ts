import { parse } from 'yaml';
import * as z from 'zod';
import type { Finding } from './checks/template.ts';

const suppressions = z.array(
  z.strictObject({ rule: z.string().min(1), resource: z.string().min(1), reason: z.string().min(10) }),
);
export type Suppression = z.infer<typeof suppressions>[number];

export const readSuppressions = (text: string): Suppression[] => suppressions.parse(parse(text));

/** What is left of the findings, and which suppressions met none of them. */
export const suppress = (
  findings: readonly Finding[],
  list: readonly Suppression[],
): { left: Finding[]; unused: Suppression[] } => {
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const met = list.find(
      ({ rule, resource }) =>
        finding.message.startsWith(rule) && new RegExp(`^(?:${resource})$`).test(finding.resource),
    );
    if (met) used.add(met);
    return !met;
  });
  return { left, unused: list.filter((each) => !used.has(each)) };
};
