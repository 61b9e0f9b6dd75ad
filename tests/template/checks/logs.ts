import { type Finding, ofType, type Template } from './template.ts';

/** Log groups forget in the end, and every function and state machine has one in the template. */
export const checkLogs = (template: Template): Finding[] => {
  const findings: Finding[] = [];
  const report = (resource: string, message: string) => findings.push({ check: 'logs', resource, message });
  const groups = ofType(template, 'AWS::Logs::LogGroup');
  for (const [id, { RetentionInDays }] of groups)
    if (RetentionInDays === undefined) report(id, 'log group that keeps everything for ever');
  const names = groups.map(([, { LogGroupName }]) => LogGroupName);
  for (const [id, { FunctionName }] of ofType(template, 'AWS::Lambda::Function'))
    if (!names.includes(`/aws/lambda/${String(FunctionName)}`))
      report(id, 'function whose log group is not in the template');
  for (const [id, { LoggingConfiguration }] of ofType(template, 'AWS::StepFunctions::StateMachine')) {
    const { Level, Destinations } = (LoggingConfiguration ?? {}) as { Level?: string; Destinations?: unknown[] };
    if (Level === undefined || Level === 'OFF' || !Destinations?.length) report(id, 'state machine that logs nothing');
  }
  return findings;
};
