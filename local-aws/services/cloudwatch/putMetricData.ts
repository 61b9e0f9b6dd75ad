import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { dimensionsOf } from './dimensions.ts';
import { invalidParameter } from './invalid.ts';
import type { MetricStore, Sample } from './metricStore.ts';

/** AWS's limits of a request, and how far from now a timestamp may be. */
const most = { data: 1000, values: 150, dimensions: 30, pastMs: 14 * 86_400_000, futureMs: 2 * 3_600_000 };
const members = [
  'MetricName',
  'Dimensions',
  'Timestamp',
  'Value',
  'StatisticValues',
  'Values',
  'Counts',
  'Unit',
  'StorageResolution',
];

export const putMetricData = (store: MetricStore) =>
  operation<PutMetricDataInput, void>({
    name: 'PutMetricData',
    accepts: ['Namespace', 'MetricData'],
    inert: ['StrictEntityValidation'],
    required: ['Namespace', 'MetricData'],
    access: ({ Namespace = '' }) => [
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': Namespace } },
    ],
    run({ Namespace = '', MetricData = [] }, { cloud }) {
      if (!/^[^:][\x20-\x7E]{0,254}$/.test(Namespace))
        throw invalidParameter('The value for parameter Namespace is invalid.');
      if (Namespace.startsWith('AWS/'))
        throw invalidParameter(`The value ${Namespace} for parameter Namespace is reserved for AWS.`);
      if (MetricData.length > most.data)
        throw invalidParameter(`The collection MetricData must not have a size greater than ${most.data}.`);
      const now = cloud.clock.now();
      const checked = MetricData.map((datum, index) => ({
        datum,
        samples: samplesOf(datum, `MetricData.member.${index + 1}`, now),
      }));
      cloud.database.transaction(() => {
        for (const { datum, samples } of checked)
          for (const sample of samples)
            store.add(
              { namespace: Namespace, name: datum.MetricName ?? '', dimensions: dimensionsOf(datum.Dimensions) },
              sample,
              datum.StorageResolution === 1,
            );
      });
    },
  });

function samplesOf(datum: MetricDatum, where: string, now: number): Sample[] {
  onlyMembers(datum, members, where, 'InvalidParameterValueException');
  const { MetricName, Dimensions = [], Timestamp, Value, StatisticValues, Values, Counts, Unit = 'None' } = datum;
  const refuse = (text: string) => invalidParameter(`${where}: ${text}`);
  if (!MetricName)
    throw new AwsError('MissingRequiredParameterException', `The parameter ${where}.MetricName is required.`);
  if (Dimensions.length > most.dimensions)
    throw refuse(`Dimensions must not have a size greater than ${most.dimensions}`);
  for (const { Name, Value: text } of Dimensions)
    if (!Name || !text) throw refuse('a dimension needs a Name and a Value');
  const at = Timestamp?.getTime() ?? now;
  if (at < now - most.pastMs || at > now + most.futureMs)
    throw refuse('Timestamp must be within the last two weeks and not more than two hours ahead');
  if (![undefined, 1, 60].includes(datum.StorageResolution)) throw refuse('StorageResolution must be 1 or 60');
  const forms = [Value, StatisticValues, Values].filter((form) => form !== undefined);
  if (forms.length !== 1) throw refuse('exactly one of Value, Values and StatisticValues is needed');
  if (StatisticValues) {
    const { SampleCount: count = 0, Sum: sum = 0, Minimum: min = 0, Maximum: max = 0 } = StatisticValues;
    return [{ at, unit: Unit, count, sum, min, max }];
  }
  const values = Values ?? [Value ?? 0];
  if (values.length > most.values) throw refuse(`Values must not have a size greater than ${most.values}`);
  if (Counts && Counts.length !== values.length) throw refuse('Counts must be as many as Values');
  if (values.some((value) => !Number.isFinite(value))) throw refuse('values must be numbers');
  return values.map((value, index) => {
    const count = Counts?.[index] ?? 1;
    return { at, unit: Unit, count, sum: value * count, min: value, max: value };
  });
}
