import type { Value, ValueMap } from '../template.ts';

/** CloudFormation's lifecycle rules in the form of S3's API: the two name the same things differently. */
export function lifecycleRules(rules: readonly ValueMap[]): ValueMap[] {
  return rules.map((rule) => ({
    ...given('ID', rule.Id),
    Status: rule.Status ?? 'Enabled',
    Filter: filter(rule),
    ...expiration(rule),
    ...given('Transitions', rule.Transitions ?? (rule.Transition && [rule.Transition]), transitions),
    ...given('NoncurrentVersionTransitions', rule.NoncurrentVersionTransitions, (list) =>
      (list as ValueMap[]).map(({ TransitionInDays, ...rest }) => ({
        ...rest,
        NoncurrentDays: TransitionInDays ?? null,
      })),
    ),
    ...given(
      'NoncurrentVersionExpiration',
      rule.NoncurrentVersionExpiration ??
        (rule.NoncurrentVersionExpirationInDays && { NoncurrentDays: rule.NoncurrentVersionExpirationInDays }),
    ),
    ...given('AbortIncompleteMultipartUpload', rule.AbortIncompleteMultipartUpload),
  }));
}

function expiration(rule: ValueMap): ValueMap {
  const Expiration = {
    ...given('Days', rule.ExpirationInDays),
    ...given('Date', rule.ExpirationDate),
    ...given('ExpiredObjectDeleteMarker', rule.ExpiredObjectDeleteMarker),
  };
  return Object.keys(Expiration).length > 0 ? { Expiration } : {};
}

function filter(rule: ValueMap): ValueMap {
  const tags = ((rule.TagFilters ?? []) as ValueMap[]).map(({ Key, Value }) => ({
    Key: Key ?? '',
    Value: Value ?? '',
  }));
  const prefix = rule.Prefix;
  if (tags.length === 0) return { Prefix: prefix ?? '' };
  if (tags.length === 1 && prefix === undefined) return { Tag: tags[0] ?? null };
  return { And: { ...given('Prefix', prefix), Tags: tags } };
}

const transitions = (list: Value): Value =>
  (list as ValueMap[]).map(({ TransitionInDays, TransitionDate, ...rest }) => ({
    ...rest,
    ...given('Days', TransitionInDays),
    ...given('Date', TransitionDate),
  }));

function given(name: string, value: Value | undefined, change: (value: Value) => Value = (same) => same): ValueMap {
  return value === undefined || value === null || value === '' ? {} : { [name]: change(value) };
}
