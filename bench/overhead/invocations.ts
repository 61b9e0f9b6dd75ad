import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';

/** One invocation as Lambda's own lines tell it; times are ms since the epoch. */
export interface Invocation {
  functionName: string;
  /** An environment was ready and the handler began. */
  from: number;
  to: number;
  /** Set where this invocation met a new environment: how long its start took, whether or not anybody waited for it. */
  initMs?: number;
}

/** Invocations of the functions in a span of time, by the START and REPORT lines of their log groups. */
export const readInvocations = async (
  functionNames: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<Invocation[]> => {
  const client = new CloudWatchLogsClient({});
  const found = await Promise.all(
    functionNames.map(async (functionName) => {
      const open = new Map<string, Invocation>();
      const pages = paginateFilterLogEvents(
        { client },
        { logGroupName: `/aws/lambda/${functionName}`, startTime: from, endTime: to },
      );
      for await (const { events = [] } of pages)
        for (const { timestamp = 0, message = '' } of events) {
          const [, kind, requestId = ''] = /^(START|END|REPORT) RequestId: (\S+)/.exec(message) ?? [];
          if (kind === 'START') open.set(requestId, { functionName, from: timestamp, to: timestamp });
          const invocation = open.get(requestId);
          if (!invocation) continue;
          if (kind === 'END') invocation.to = timestamp;
          const init = /Init Duration: ([\d.]+) ms/.exec(message)?.[1];
          if (init !== undefined) invocation.initMs = Number(init);
        }
      return [...open.values()];
    }),
  );
  return found.flat().sort((a, b) => a.from - b.from);
};
