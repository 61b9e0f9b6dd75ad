import type { StageSpan } from '../night/history.ts';
import { count, seconds } from './format.ts';

/** What a stage's answer says in a few words: rows, rounds, decision. */
const about = (span: StageSpan): string => {
  const answer = (span.answer ?? {}) as Record<string, unknown> & { Payload?: Record<string, unknown> };
  const body = answer.Payload ?? answer;
  if (span.error) return span.error;
  if (typeof body.source === 'string' || body.rows !== undefined) {
    const rows = Object.entries((body.rows ?? {}) as Record<string, number>).filter(
      ([, value]) => typeof value === 'number',
    );
    return rows
      .slice(0, 6)
      .map(([name, value]) => `${name} ${count(value)}`)
      .join(', ');
  }
  if (typeof body.score === 'number') return `${String(body.table)} ${body.score.toFixed(2)} ${String(body.verdict)}`;
  if (typeof body.decision === 'string') return body.decision;
  if (typeof body.endpoint === 'string') return body.endpoint;
  if (body.metrics)
    return Object.entries(body.metrics as Record<string, number>)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return '';
};

const marks = { running: '…', succeeded: '✓', failed: '✗' } as const;

const line = (span: StageSpan, now: number): string =>
  `${marks[span.status]} ${span.state.padEnd(20)} ${seconds((span.to ?? now) - span.from).padStart(9)}  ${about(span)}`.trimEnd();

/** Shows the stages of a night: redrawn in place on a terminal, a line for each finished stage elsewhere. */
export const stageProgress = (out: NodeJS.WriteStream, now: () => number) => {
  let drawn = 0;
  const printed = new Set<number>();
  return {
    look: (spans: StageSpan[]): void => {
      if (!out.isTTY) {
        for (const span of spans) {
          if (span.status === 'running' || printed.has(span.id)) continue;
          printed.add(span.id);
          out.write(`${line(span, now())}\n`);
        }
        return;
      }
      const lines = spans.map((span) => line(span, now()).slice(0, (out.columns ?? 120) - 1));
      out.write(`${drawn > 0 ? `\x1b[${drawn}A` : ''}${lines.map((text) => `\x1b[2K${text}\n`).join('')}`);
      drawn = lines.length;
    },
  };
};
