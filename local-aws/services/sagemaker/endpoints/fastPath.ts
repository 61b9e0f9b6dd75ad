import type { ModelServer, ServerAnswer, ServerRequest } from '../modelServer.ts';

/** Answers a request without the process, or undefined when it is none of those it answers the same. */
export type FastPath = (request: ServerRequest) => ServerAnswer | undefined;

/** Undefined: every request goes to the process. */
export const fastPathFor = async (_server: ModelServer): Promise<FastPath | undefined> => undefined;
