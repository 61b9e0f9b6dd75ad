import type { MetricSink } from '../../cloud.ts';
import { parseLine } from './filterPattern/compileFilterPattern.ts';

type Data = Parameters<MetricSink['put']>[1];

export interface MetricsOfLine {
  namespace: string;
  data: Data;
}

interface Directive {
  Namespace?: unknown;
  Dimensions?: unknown;
  Metrics?: unknown;
}

/**
 * The metrics in a line of the embedded metric format; none where the line is of another form, or breaks the format's rules, as on AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(message: string, receivedAt: number): MetricsOfLine[] {
  if (!message.includes('"_aws"')) return [];
  const line = parseLine(message) as Record<string, unknown> | undefined;
  const metadata = line?._aws as { Timestamp?: unknown; CloudWatchMetrics?: unknown } | undefined;
  if (!line || !Array.isArray(metadata?.CloudWatchMetrics)) return [];
  const timestamp = typeof metadata.Timestamp === 'number' ? metadata.Timestamp : receivedAt;
  return (metadata.CloudWatchMetrics as Directive[]).flatMap(({ Namespace, Dimensions, Metrics }) => {
    if (typeof Namespace !== 'string' || !Array.isArray(Metrics)) return [];
    const sets = Array.isArray(Dimensions) && Dimensions.length > 0 ? (Dimensions as string[][]) : [[]];
    const data = (Metrics as { Name?: unknown; Unit?: unknown }[]).flatMap(({ Name, Unit }) =>
      valuesOf(line[String(Name)]).flatMap((value) =>
        sets.map((keys) => ({
          name: String(Name),
          value,
          timestamp,
          dimensions: Object.fromEntries(keys.map((key) => [key, String(line[key] ?? '')])),
          ...(typeof Unit === 'string' ? { unit: Unit } : {}),
        })),
      ),
    );
    return [{ namespace: Namespace, data }];
  });
}

const valuesOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (each): each is number => typeof each === 'number' && Number.isFinite(each),
  );
