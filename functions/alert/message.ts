import { adviceFor } from './advice.ts';
import type { Incident } from './incident.ts';

/** SNS's limits: a subject of 100 characters, a message of 256 KiB. */
const subjectLimit = 100;
const causeLimit = 20_000;

/** The alert as a person reads it: run, stage, error, cause, what to do. */
export const messageOf = (incident: Incident, prefix: string): { subject: string; text: string } => {
  const what = incident.severity === 'failure' ? 'failed' : 'warns';
  const night = [incident.pipeline, incident.businessDate].filter(Boolean).join(' ');
  return {
    // SNS refuses a subject with control characters.
    subject: `[${prefix}] ${night} ${what} at ${incident.stage}: ${incident.error}`
      .replace(/\p{Cc}/gu, ' ')
      .slice(0, subjectLimit),
    text: [
      `Pipeline:      ${incident.pipeline}`,
      `Business date: ${incident.businessDate ?? 'not known yet'}`,
      `Run:           ${incident.runId ?? incident.executionArn.split(':').at(-1)}`,
      `Stage:         ${incident.stage}`,
      `Error:         ${incident.error}`,
      '',
      'Cause',
      readable(incident.cause).slice(0, causeLimit),
      '',
      'What to do',
      adviceFor(incident.error),
      '',
      `Execution: ${incident.executionArn}`,
    ].join('\n'),
  };
};

/** Lambda's causes are JSON around the message. */
const readable = (cause: string): string => {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage ?? cause;
  } catch {
    return cause;
  }
};
