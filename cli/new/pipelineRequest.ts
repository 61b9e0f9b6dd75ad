/** What `nightjar new` is told. */
export interface NewPipeline {
  /** Name of the pipeline and of its folder. */
  name: string;
  /** A delimited text file with a header line, plain or `.gz`. */
  csv: string;
  label: string;
  /** The label's value that is to be predicted. Needed where the label has more than two values. */
  positive?: string;
  /** A column that is unique and complete; without it a hash of the row serves. */
  id?: string;
  /** A date or time: the oldest rows train, the newest are the holdout. Without it the split is by a hash of the id. */
  time?: string;
  /** Columns that say what belongs together (a customer, a branch): all rows of one group fall on one side of the split. They are no features. */
  group?: readonly string[];
  /** Protected attributes: kept out of the features and carried beside them for the fairness check. */
  protected?: readonly string[];
}

/** The call or the file does not make a pipeline; says what to change. */
export class NewPipelineInvalid extends Error {
  override readonly name = 'NewPipelineInvalid';
}
