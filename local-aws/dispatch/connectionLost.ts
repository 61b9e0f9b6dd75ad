import { AwsError } from '../errors.ts';

/**
 * The answer is lost on its way: an HTTP connection is broken off, a call from within meets this error, as an SDK would tell a time-out.
 */
export class ConnectionLost extends AwsError {
  constructor(why = 'an injected fault') {
    super('RequestTimeout', `The connection was lost before an answer came (${why})`, { status: 408 });
  }
}
