import { Metrics } from '@aws-lambda-powertools/metrics';

/** Embedded metrics: log lines that CloudWatch turns into metrics, so that no call can fail or cost. */
export const metrics = new Metrics({ namespace: 'Nightjar', serviceName: 'nightjar' });
