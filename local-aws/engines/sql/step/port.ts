/** The object that a step names, as a file on this machine. */
export interface ResolvedObject {
  uri: string;
  /** Absolute path; read only. */
  path: string;
  /** bytes */
  size: number;
  etag: string;
  versionId?: string;
}

/** How a step reaches its storage. Each call is made with the job's own rights, and throws `StepError` (`AccessDenied`, `SourceMissing`). */
export interface StepPort {
  /** The object in that version, or its newest. */
  resolve(uri: string, versionId?: string): ResolvedObject | Promise<ResolvedObject>;
  /** Makes a finished file an object, atomically; takes the file over. */
  publish(file: string, uri: string): Promise<{ size: number; etag: string; versionId?: string }>;
  /** A line for the job's log. */
  log?(line: string): void;
}
