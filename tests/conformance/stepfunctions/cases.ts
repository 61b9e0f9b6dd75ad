/** One execution recorded on AWS; see the README beside the file of cases. */
export interface Case {
  id: string;
  run: number;
  jsonata: boolean;
  /** Date of the AWS run. */
  recorded: string;
  definition: { Comment?: string };
  input: unknown;
  kind: 'history' | 'choice';
  grade: 'history' | 'outcome' | 'output';
  output?: unknown;
  events?: RecordedEvent[];
}

export interface RecordedEvent {
  type: string;
  id: number | number[];
  previousEventId: number;
  [details: string]: unknown;
}

/** What a case tests: the first part of its id. */
export const featureOf = ({ id }: Case): string => id.split('/')[0] ?? id;
