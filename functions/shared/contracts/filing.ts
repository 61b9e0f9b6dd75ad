import * as z from 'zod';
import { run } from './run.ts';

const periodText = z
  .string()
  .regex(/^\d{4}-(\d{2}(-\d{2})?|Q[1-4])$/, 'a period such as 2026-11-22, 2026-11 or 2026-Q4');

/** A caller's identity, proven: the signed headers of a GetCallerIdentity request that says what it was signed for. */
export const identityProof = z.strictObject({ headers: z.record(z.string(), z.string()) });
export type IdentityProof = z.infer<typeof identityProof>;

/** Input of the state machine. */
export const reportInput = z.strictObject({
  report: z.string(),
  period: periodText.optional(),
  /** A new version that replaces the accepted one, and why. */
  correction: z.string().trim().min(1).optional(),
  /** The planned time as EventBridge Scheduler writes it. */
  scheduledTime: z.string().optional(),
  /** Who asks, where a person does. */
  requester: identityProof.optional(),
});
export type ReportInput = z.infer<typeof reportInput>;

/** What a filing is: carried through the state machine beside the run. */
export const filing = z.strictObject({
  /** `<report>-<period>-v<version>`: the idempotency key at the gateway. */
  id: z.string(),
  report: z.string(),
  period: periodText,
  /** First and last day of the period. */
  from: z.string(),
  to: z.string(),
  version: z.int().min(1),
  /** Id of the filing that this one corrects. */
  replaces: z.string().nullable(),
  reason: z.string().nullable(),
  /** ARN, or `schedule`. */
  requestedBy: z.string(),
  /** When this version was first opened: the document's time, the same however often it is rendered. ISO 8601. */
  openedAt: z.string(),
});
export type Filing = z.infer<typeof filing>;

/** What every function of the report gets. `run.pipeline` is the report, `run.businessDate` the period's last day. */
export const reportRun = z.strictObject({ run, filing });
export type ReportRun = z.infer<typeof reportRun>;

const file = z.strictObject({ name: z.string(), uri: z.string(), size: z.number(), sha256: z.string() });
export type FiledFile = z.infer<typeof file>;

/** What RenderReport leaves. */
export const rendered = z.strictObject({ valid: z.literal(true), document: file, files: z.array(file) });
export type Rendered = z.infer<typeof rendered>;

/** What SignReport leaves. */
export const signed = z.strictObject({
  /** The manifest that names every file with its digest. */
  manifest: z.string(),
  /** SHA-256 of the manifest: what is signed. */
  digest: z.string(),
  /** Base64, DER. */
  signature: z.string(),
  algorithm: z.string(),
  keyId: z.string(),
});
export type Signed = z.infer<typeof signed>;

/** What the regulator's gateway answers. */
export const receipt = z.object({
  receiptId: z.string().min(1),
  reportId: z.string(),
  sha256: z.string(),
  status: z.literal('accepted'),
  acceptedAt: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const submitted = z.strictObject({
  receipt,
  /** Filings that this execution brought to acceptance: none where the gateway knew this one already. */
  submissions: z.int().min(0).max(1),
  attempts: z.int().min(0),
});
export type Submitted = z.infer<typeof submitted>;
