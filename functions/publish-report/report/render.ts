import type { ResolvedPipeline } from '../../shared/contracts/resolved.ts';
import type { RunRecord } from '../../shared/contracts/runRecord.ts';
import type { Evaluation } from '../../shared/statistics/evaluate.ts';

export interface ReportData {
  record: RunRecord;
  evaluation: Evaluation;
  /** Rows of every output of the measuring step by name: curves, histograms, calibration … */
  measures: Record<string, unknown[]>;
  pipeline: ResolvedPipeline;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The model report: one HTML file that needs nothing else. */
export const renderReport = ({ record }: ReportData): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(record.title)}</title><h1>${escape(record.title)}</h1><p>${escape(record.reasons.join('; '))}</p></html>\n`;
