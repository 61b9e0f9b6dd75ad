import type { StepColumn } from './stepDocument.ts';

/** A file as a manifest names it. */
export interface ManifestFile {
  uri: string;
  /** bytes */
  size: number;
  etag: string;
  versionId?: string;
  /** hexadecimal; outputs only */
  sha256?: string;
  /** outputs only */
  rows?: number;
}

export interface ManifestInput {
  name: string;
  /** Rows that the step's SQL saw. */
  rows: number;
  /** Lines that were no rows. */
  rejected: number;
  files: ManifestFile[];
}

export interface ManifestOutput {
  name: string;
  location: string;
  format: string;
  columns: StepColumn[];
  rows: number;
  /** Control totals by name, as Spark prints them; null where the aggregate is NULL. */
  totals: Record<string, string | null>;
  files: ManifestFile[];
}

/** What a step read and wrote. It is published last: no manifest, no output. */
export interface Manifest {
  version: 1;
  step: string;
  inputs: ManifestInput[];
  outputs: ManifestOutput[];
}
