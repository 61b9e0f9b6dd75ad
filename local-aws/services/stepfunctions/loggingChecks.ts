import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { AwsError } from '../../errors.ts';
import { onlyMembers } from '../../strict.ts';

/** Refuses a loggingConfiguration that says to log and not where. */
export function checkLogging(configuration: LoggingConfiguration | undefined): void {
  onlyMembers(
    configuration,
    ['level', 'includeExecutionData', 'destinations'],
    'loggingConfiguration',
    'ValidationException',
  );
  if (!configuration || (configuration.level ?? 'OFF') === 'OFF') return;
  const { destinations = [] } = configuration;
  const arn = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (destinations.length !== 1 || !/^arn:[a-z-]+:logs:[^:]+:\d{12}:log-group:[^:]+:\*$/.test(arn ?? '')) {
    throw new AwsError(
      'InvalidLoggingConfiguration',
      'Invalid Logging Configuration: Must specify exactly one Log Destination.',
    );
  }
}
