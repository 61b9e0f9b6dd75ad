import { Logger } from '@aws-lambda-powertools/logger';

/** One structured log for all functions; keys of the run are added by the handler. */
export const logger = new Logger({ serviceName: 'nightjar' });
