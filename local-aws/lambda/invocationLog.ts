import { createHash } from 'node:crypto';

/** What Lambda itself writes around an invocation's own lines. */
export interface InvocationLog {
  start(requestId: string, version: string): string;
  end(requestId: string): string;
  report(facts: ReportFacts): string;
}

export interface ReportFacts {
  requestId: string;
  durationMs: number;
  memoryMiB: number;
  memoryUsedBytes: number;
  initMs?: number | undefined;
  /** `timeout` and `error` are said in the line, as they are on AWS. */
  status?: 'timeout' | 'error';
  errorType?: string;
  traceId?: string | undefined;
}

export const textLog: InvocationLog = {
  start: (requestId, version) => `START RequestId: ${requestId} Version: ${version}`,
  end: (requestId) => `END RequestId: ${requestId}`,
  report: (facts) =>
    [
      `REPORT RequestId: ${facts.requestId}`,
      `Duration: ${facts.durationMs.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(facts.durationMs + (facts.initMs ?? 0))} ms`,
      `Memory Size: ${facts.memoryMiB} MB`,
      `Max Memory Used: ${Math.ceil(facts.memoryUsedBytes / 2 ** 20)} MB`,
      ...(facts.initMs === undefined ? [] : [`Init Duration: ${facts.initMs.toFixed(2)} ms`]),
      ...(facts.status ? [`Status: ${facts.status}`] : []),
      ...(facts.errorType ? [`Error Type: ${facts.errorType}`] : []),
      ...(facts.traceId ? [`XRAY TraceId: ${facts.traceId}`, 'Sampled: true'] : []),
      '',
    ].join('\t'),
};

/** `2026/11/22/[$LATEST]<32 hexadecimal digits>`: one stream for each environment. */
export function logStreamName(now: number, version: string, seed: string): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${createHash('md5').update(seed).digest('hex')}`;
}
