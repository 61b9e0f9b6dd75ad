import type { ErrorName } from '../shared/errors.ts';

const runAgain =
  'Run the night again (`nightjar run --pipeline … --business-date …`): finished stages are not repeated.';

const reportAgain =
  'Run the report again (`nightjar report --report … --period …`): finished stages are not repeated, an accepted filing is never filed twice.';

/** What the person on call can do about an error. */
const advice: Record<ErrorName, string> = {
  EventInvalid: 'The call itself was wrong: correct its input.',
  PipelineNotFound:
    'Check the pipeline name in the schedule or the call; the deployed pipelines are the folders below pipelines/.',
  PipelineInvalid: 'Correct the pipeline folder (`nightjar doctor` checks it) and deploy.',
  SourcesLate: `Ask the owner of the source; once it has landed: ${runAgain}`,
  SourceIncomplete: `Ask the owner to deliver the source again, whole; then: ${runAgain}`,
  SourceStale: `An older file seems to have been delivered again. Ask the owner for the right one; then: ${runAgain}`,
  SourceDamaged: `Ask the owner to deliver the file again; then: ${runAgain}`,
  SchemaChanged:
    'Agree the change with the owner of the source, adapt the columns in pipeline.yml and the SQL, deploy, and run again.',
  DataQualityRejected:
    'Look at the failed rules. Correct the data at its source, or the rule if the world has changed; then run again.',
  QualityRunFailed: 'The rules could not be evaluated: correct the ruleset that is named, deploy, and run again.',
  QuarantineExceeded: 'Look at the quarantine table and its reasons: something has changed at the source.',
  ReconciliationFailed:
    'Rows or amounts got lost between two steps. Do not run on: compare the manifests that are named.',
  OutputIncomplete: `A job said it succeeded and left no whole output. ${runAgain}`,
  OutputInvalid:
    'The SQL answered something else than its declared columns or no rows: correct it, deploy, and run again.',
  NotPortable: 'Write the expression as the message says, so that both engines answer alike; deploy, and run again.',
  SqlFailed: 'Correct the SQL that is named, deploy, and run again.',
  SqlInvalid: 'The SQL names something that is not there or cannot be read: correct it, deploy, and run again.',
  StepInvalid:
    'The step document is not what the job expects: deploy functions and Glue script together, and run again.',
  SourceMissing: `A file that the step was given is gone. ${runAgain}`,
  SourceChanged: `A file was replaced after the night had looked at it. ${runAgain}`,
  OutOfMemory: 'The step needs more memory: give the pipeline larger or more workers (compute in pipeline.yml).',
  EngineFailed: `The engine itself failed. ${runAgain}`,
  JobFailed: `Look at the job's log. ${runAgain}`,
  JobTimedOut:
    'The job took longer than its limit: give it more workers or time (compute in pipeline.yml), or find out why it hangs.',
  JobStopped: `Somebody stopped the job. When the reason is gone: ${runAgain}`,
  JobError: `The service could not run the job. ${runAgain}`,
  JobExpired: 'No capacity came for the flexible job: run again, or set compute.flex to false.',
  QuotaExceeded: 'Ask AWS for a higher quota, or spread the pipelines over the night.',
  Throttled: `The service refused calls for longer than the retries last. ${runAgain}`,
  AccessDenied:
    'Grant the role that is named the action that is named, on the resource that is named, or withdraw what changed.',
  TrainingFailed: `Look at the training log. ${runAgain}`,
  TrainingTimedOut: 'Raise training.maxRuntimeSeconds or take a larger instance; then run again.',
  TrainingStopped: `Somebody stopped the training job. When the reason is gone: ${runAgain}`,
  TransformFailed: `Look at the transform log. ${runAgain}`,
  TransformStopped: `Somebody stopped the transform job. When the reason is gone: ${runAgain}`,
  ModelRejected:
    'The challenger misses a gate: read the model report, look at data and drift. The champion goes on serving.',
  ChampionChanged: `Another run promoted a model meanwhile. ${runAgain}`,
  ApprovalRejected: 'The second person said no: read the reason. The champion goes on serving.',
  EndpointFailed:
    'The new model could not be put into service; the champion goes on serving. Look at the endpoint log, then run again.',
  EndpointMismatch:
    'The deployed model does not answer as the evaluated one did; it was rolled back. Compare image and artifact.',
  ReportNotFound:
    'Check the report name in the schedule or the call; the deployed reports are the folders below reports/.',
  ReportInvalid: 'Correct the report folder, deploy, and run the report again.',
  RequirementsFailed: `Nothing was submitted. Correct the data at its source, or the requirement if it is wrong. ${reportAgain}`,
  DocumentInvalid: `Nothing was submitted: the document breaks its schema. Correct the SQL or the schema, deploy. ${reportAgain}`,
  ApproverRefused: 'Somebody other than the requester must approve, with keys of the approver role that are their own.',
  ApprovalExpired: `Nobody approved in time; nothing was submitted. ${reportAgain}`,
  FilingRejected: `The regulator rejected the filing: read its reasons, correct what they name. ${reportAgain}`,
  FilingConflict:
    'The regulator holds another document under this id. Compare both; file a correction (`nightjar report --correction "…"`) if the newer one is right.',
  ReceiptInvalid:
    'The gateway answered a receipt for something else, and knows no right one. Ask the regulator what it holds before anything is filed again.',
  GatewayUnavailable: `The gateway could not be reached for as long as the retries last. ${reportAgain}`,
  FilingDue: `The deadline is near and nothing is filed. Find out what stands in the way. ${reportAgain}`,
  FilingLate: `The deadline has passed and nothing is filed. Tell the owner of the report and the regulator. ${reportAgain}`,
  AlertUndelivered:
    'Alerts cannot be published: check the alert topic and its key. The alert is kept and is sent when the topic works again.',
};

/** What the state machines themselves end or warn with. */
const ofStepFunctions: Record<string, string> = {
  ChampionKept:
    'Nothing is broken: the champion goes on serving. Where challengers keep losing, look at the data and their drift.',
  'States.Timeout': `A stage took longer than its limit; its job was stopped. Find out why, then: ${runAgain}`,
  'States.HeartbeatTimeout': `Nothing was heard of a job for too long; it was stopped. ${runAgain}`,
  'States.DataLimitExceeded': 'A payload grew over 256 KiB: a handler must answer pointers, not data.',
  'States.Runtime':
    'The definition met data it was not made for: read the cause, correct the state machine, deploy, and run again.',
  'States.QueryEvaluationError':
    'An expression of the definition failed: read the cause, correct the state machine, deploy, and run again.',
  Aborted: 'Somebody stopped the execution. If it was not meant: run again, finished stages are not repeated.',
};

/** In words a tired person can follow at three in the morning. */
export const adviceFor = (error: string): string =>
  advice[error as ErrorName] ?? ofStepFunctions[error] ?? `Read the cause and the execution's history. ${runAgain}`;
