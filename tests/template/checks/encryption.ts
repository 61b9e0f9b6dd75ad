import { type Finding, listOf, ofType, type Template } from './template.ts';

/** Resource type → the property that names its key. */
const keyed: Record<string, string> = {
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption',
  'AWS::Glue::Job': 'SecurityConfiguration',
};

/** Everything that keeps data is encrypted, buckets take TLS alone and nobody from outside, keys turn over. */
export const checkEncryption = (template: Template): Finding[] => {
  const findings: Finding[] = [];
  const report = (resource: string, message: string) => findings.push({ check: 'encryption', resource, message });
  for (const [type, property] of Object.entries(keyed))
    for (const [id, properties] of ofType(template, type))
      if (properties[property] === undefined) report(id, `${type} without ${property}`);
  for (const [id, { SSESpecification }] of ofType(template, 'AWS::DynamoDB::Table'))
    if ((SSESpecification as { SSEEnabled?: boolean } | undefined)?.SSEEnabled !== true)
      report(id, 'table without SSESpecification');
  for (const [id, { EnableKeyRotation, KeySpec, KeyUsage }] of ofType(template, 'AWS::KMS::Key')) {
    // Keys that sign are asymmetric: KMS does not turn those over.
    const symmetric = KeySpec === undefined || KeySpec === 'SYMMETRIC_DEFAULT';
    if (symmetric && KeyUsage !== 'GENERATE_VERIFY_MAC' && EnableKeyRotation !== true)
      report(id, 'key without rotation');
  }
  const policies = ofType(template, 'AWS::S3::BucketPolicy');
  for (const [id, bucket] of ofType(template, 'AWS::S3::Bucket')) {
    if (bucket.BucketEncryption === undefined) report(id, 'bucket without encryption');
    const block = Object.values((bucket.PublicAccessBlockConfiguration ?? {}) as Record<string, unknown>);
    if (block.length !== 4 || block.some((on) => on !== true)) report(id, 'bucket that may be made public');
    const guarded = policies.some(
      ([, { Bucket, PolicyDocument }]) =>
        JSON.stringify(Bucket) === JSON.stringify({ Ref: id }) && refusesPlainHttp(PolicyDocument),
    );
    if (!guarded) report(id, 'bucket that answers without TLS');
  }
  return findings;
};

const refusesPlainHttp = (document: unknown): boolean =>
  listOf((document as { Statement?: unknown }).Statement).some((statement) => {
    const { Effect, Condition } = statement as { Effect?: string; Condition?: { Bool?: Record<string, unknown> } };
    return Effect === 'Deny' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false';
  });
