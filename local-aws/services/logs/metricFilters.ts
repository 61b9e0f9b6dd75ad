import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import type { MetricsOfLine } from './embeddedMetrics.ts';
import { compileFilterPattern, type LineFilter, parseLine } from './filterPattern/compileFilterPattern.ts';
import { compileSelector } from './filterPattern/selector.ts';
import type { GroupRecord } from './records.ts';

/** What the metric filters of a group make of its lines. */
export class MetricFilters {
  readonly #compiled = new Map<string, LineFilter>();

  apply(group: GroupRecord, message: string, timestamp: number): MetricsOfLine[] {
    return group.metricFilters.flatMap(({ pattern, transformations }) => {
      const matches = this.#filter(pattern)(message);
      return transformations.flatMap((transformation) => transform(transformation, matches, message, timestamp));
    });
  }

  #filter(pattern: string): LineFilter {
    const known = this.#compiled.get(pattern) ?? compileFilterPattern(pattern);
    this.#compiled.set(pattern, known);
    return known;
  }
}

function transform(to: MetricTransformation, matches: boolean, message: string, timestamp: number): MetricsOfLine[] {
  const line = parseLine(message);
  const pick = (text: string): unknown => (text.startsWith('$') ? compileSelector(text)(line)[0] : text);
  const value = matches ? Number(pick(to.metricValue ?? '')) : to.defaultValue;
  if (value === undefined || !Number.isFinite(value)) return [];
  const dimensions = Object.fromEntries(
    Object.entries(to.dimensions ?? {}).map(([name, text]) => [name, String(pick(text) ?? '')]),
  );
  const datum = {
    name: to.metricName ?? '',
    value,
    unit: to.unit ?? 'None',
    timestamp,
    dimensions: matches ? dimensions : {},
  };
  return [{ namespace: to.metricNamespace ?? '', data: [datum] }];
}
