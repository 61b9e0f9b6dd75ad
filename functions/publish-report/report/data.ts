import type { ResolvedPipeline } from '../../shared/contracts/resolved.ts';
import type { RunRecord } from '../../shared/contracts/runRecord.ts';
import type { Evaluation } from '../../shared/statistics/evaluate.ts';
import type { MeasureTables } from '../../shared/statistics/measureTables.ts';
import type { Importance } from '../importance/gainImportance.ts';

/** A table's rules and how each fared, as the quality stage kept them. */
export interface QualityDetail {
  table: string;
  score: number;
  verdict: string;
  rules: { rule: string; outcome?: string | undefined; message?: string | undefined }[];
}

export interface CurveRow {
  model: string;
  threshold: number;
  false_positive_rate: number;
  true_positive_rate: number;
  precision: number;
}

export interface HistogramRow {
  model: string;
  fold: string;
  attribute: string;
  value: string;
  bin: number;
  rows: number;
  positives: number;
}

/** Everything that the report shows. */
export interface ReportData {
  record: RunRecord;
  evaluation: Evaluation;
  pipeline: ResolvedPipeline;
  /** Outputs of the measuring step. */
  measures: MeasureTables & { curves?: CurveRow[]; histograms?: HistogramRow[] };
  quality: QualityDetail[];
  importance: Importance[] | undefined;
}

export const modelStyles: Record<string, string> = {
  challenger: 'challenger',
  champion: 'champion',
  'best-reachable': 'best',
};
