/** How long an endpoint may take, in ms of real time. */
const patience = 15_000;

/** Posts to an HTTP endpoint on this machine, as SNS does. Throws when it does not answer with a status of success. */
export async function postNotification(
  url: string,
  type: 'Notification' | 'SubscriptionConfirmation',
  body: string,
  headers: Record<string, string>,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': type, ...headers },
    body,
    signal: AbortSignal.timeout(patience),
    redirect: 'error',
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

/** Whether it is a URL of this very machine: local-aws talks to no other. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
