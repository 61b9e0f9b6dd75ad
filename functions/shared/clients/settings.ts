/**
 * What all clients share, and the only place that could choose an endpoint. It does not: the SDK reads AWS_ENDPOINT_URL, as for any
 * AWS program, and that is the one difference between a laptop and an account.
 */
export const settings = { maxAttempts: 4 } as const;
