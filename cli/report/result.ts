import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Receipt } from '../../functions/shared/contracts/filing.ts';
import type { StageSpan } from '../night/history.ts';

/** What `nightjar report --json` prints: one document. */
export interface ReportResult {
  status: 'succeeded' | 'failed' | 'skipped';
  executionArn: string;
  report: string;
  period: string;
  /** Id of the filing, with its version. */
  filing: string | null;
  /** Whether the document is valid against its schema; null where none was rendered. */
  valid: boolean | null;
  /** Filings that this execution brought to acceptance: 1, or 0 where it was accepted before or not at all. */
  submissions: number;
  /** Calls that carried the document. */
  attempts: number;
  receipt: Receipt | null;
  /** Control totals of the report's tables, as exact decimal text. */
  totals: Record<string, string>;
  files: string[];
  reasons: string[];
  failure: { stage: string; error: string; cause: string } | null;
}

const answerOf = (spans: readonly StageSpan[], state: string): Record<string, unknown> => {
  const { Payload } = (spans.find((span) => span.state === state)?.answer ?? {}) as {
    Payload?: Record<string, unknown>;
  };
  return Payload ?? {};
};

/** Everything there is to say about an ended report. */
export const readReportResult = (
  execution: DescribeExecutionCommandOutput,
  spans: readonly StageSpan[],
): ReportResult => {
  const output = JSON.parse(execution.output ?? '{}') as Partial<ReportResult> & { go?: boolean; reason?: string };
  const input = JSON.parse(execution.input ?? '{}') as { report: string; period?: string };
  const opened = answerOf(spans, 'OpenReport') as { filing?: { id: string; period: string }; period?: string };
  const rendered = answerOf(spans, 'RenderReport') as { valid?: boolean; files?: { uri: string }[] };
  const submitted = answerOf(spans, 'SubmitReport') as Partial<
    Pick<ReportResult, 'submissions' | 'attempts' | 'receipt'>
  >;
  const reconciled = answerOf(spans, 'ReconcileReport') as { totals?: Record<string, string> };
  const succeeded = execution.status === 'SUCCEEDED';
  const [, stage = '', cause = execution.cause ?? ''] = /^(\w+): ([\s\S]*)$/.exec(execution.cause ?? '') ?? [];
  return {
    status: succeeded ? (output.go === false ? 'skipped' : 'succeeded') : 'failed',
    executionArn: execution.executionArn ?? '',
    report: input.report,
    period: opened.filing?.period ?? opened.period ?? input.period ?? '',
    filing: opened.filing?.id ?? output.receipt?.reportId ?? null,
    valid: rendered.valid ?? null,
    submissions: submitted.submissions ?? 0,
    attempts: submitted.attempts ?? 0,
    receipt: output.receipt ?? submitted.receipt ?? null,
    totals: output.totals ?? reconciled.totals ?? {},
    files: output.files ?? rendered.files?.map(({ uri }) => uri) ?? [],
    reasons: output.reason ? [output.reason] : [],
    failure: succeeded
      ? null
      : { stage, error: execution.status === 'ABORTED' ? 'Aborted' : (execution.error ?? 'unknown'), cause },
  };
};

const short = (uri: string): string => uri.replace(/^s3:\/\/[^/]+\//, '');

/** The filing on half a screen. */
export const reportLines = (result: ReportResult): string[] => [
  '',
  `${result.report} ${result.period}: ${result.status}`,
  ...result.reasons.map((reason) => `  ${reason}`),
  ...(result.failure
    ? [
        `  stage          ${result.failure.stage}`,
        `  error          ${result.failure.error}`,
        `  cause          ${result.failure.cause.split('\n').join('\n                 ')}`,
      ]
    : []),
  ...(result.filing ? [`  filing         ${result.filing}${result.valid ? ', valid against its schema' : ''}`] : []),
  ...Object.entries(result.totals).map(([name, value]) => `  total          ${name} = ${value}`),
  ...(result.receipt ? [`  receipt        ${result.receipt.receiptId}, accepted at ${result.receipt.acceptedAt}`] : []),
  `  submissions    ${result.submissions} (${result.attempts} calls)`,
  ...result.files.map((uri) => `  file           ${short(uri)}`),
];
