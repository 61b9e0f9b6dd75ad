/** Who signed a request, and for what. */
export interface Scope {
  accessKeyId: string;
  region: string;
  service: string;
}

/** The scope of a version 4 signature in the header or, presigned, in the query; undefined where there is none. */
export const scopeOf = (headers: Readonly<Record<string, string>>, query: URLSearchParams): Scope | undefined => {
  const header = /^AWS4-HMAC-SHA256\s.*?Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const credential = header ?? query.get('X-Amz-Credential') ?? undefined;
  if (credential === undefined) return undefined;
  const [accessKeyId = '', , region = '', service = ''] = credential.split('/');
  return { accessKeyId, region, service };
};

/** The access key of a request, however it is signed; undefined for an anonymous one. */
export const accessKeyOf = (headers: Readonly<Record<string, string>>, query: URLSearchParams): string | undefined =>
  scopeOf(headers, query)?.accessKeyId ??
  /^AWS ([^:]+):/.exec(headers.authorization ?? '')?.[1] ??
  query.get('AWSAccessKeyId') ??
  undefined;
