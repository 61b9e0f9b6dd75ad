import { wires } from '../protocols/wires.ts';
import type { ProtocolName } from '../service.ts';
import { scopeOf } from './signature.ts';

export interface Identified {
  service: string;
  protocol: ProtocolName;
  /** Known at once for JSON protocols; query and rest protocols find it in the body or the path. */
  operation?: string;
}

type Headers = Readonly<Record<string, string>>;

const byTarget = new Map(Object.entries(wires).flatMap(([name, { target }]) => (target ? [[target, name]] : [])));
const byVersion = new Map(Object.entries(wires).flatMap(([name, { version }]) => (version ? [[version, name]] : [])));
const byScope = new Map(Object.entries(wires).map(([name, { scope }]) => [scope ?? name, name]));
const restJson = new Set(['lambda', 'scheduler', 'sagemaker-runtime']);

/**
 * Which service a request is for: by its `X-Amz-Target`, else the scope of its signature, else the version of a query request, else the
 * path. What nothing else claims is S3's, as every path may be a bucket.
 */
export const identify = (request: {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  /** Parameters of a form body, read only when needed. */
  form: () => Promise<URLSearchParams | undefined>;
}): Promise<Identified | { unknown: string }> | Identified | { unknown: string } => {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return byTargetHeader(target, request.headers);
  const scope = scopeOf(request.headers, request.query);
  if (scope?.service === 'sagemaker' || (!scope && /^\/endpoints\/[^/]+\/invocations/.test(request.path))) {
    return { service: 'sagemaker-runtime', protocol: 'restJson' };
  }
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (request.query.has('Action') || (isForm && request.method === 'POST'))
    return queryRequest(request, scope?.service);
  if (scope) {
    const service = byScope.get(scope.service);
    if (!service) return { unknown: scope.service };
    if (service === 's3') return { service, protocol: 'restXml' };
    if (restJson.has(service)) return { service, protocol: 'restJson' };
    return queryRequest(request, scope.service);
  }
  if (/^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings|layers)/.test(request.path)) {
    return { service: 'lambda', protocol: 'restJson' };
  }
  return { service: 's3', protocol: 'restXml' };
};

const byTargetHeader = (target: string, headers: Headers): Identified | { unknown: string } => {
  const dot = target.lastIndexOf('.');
  const service = byTarget.get(target.slice(0, dot));
  if (!service) return { unknown: target };
  const protocol = headers['content-type']?.includes('json-1.0') ? 'awsJson1.0' : 'awsJson1.1';
  return { service, protocol, operation: target.slice(dot + 1) };
};

const queryRequest = async (
  request: { query: URLSearchParams; form: () => Promise<URLSearchParams | undefined> },
  scope: string | undefined,
): Promise<Identified | { unknown: string }> => {
  const parameters = request.query.has('Action') ? request.query : await request.form();
  const version = parameters?.get('Version') ?? '';
  const service = byVersion.get(version) ?? (scope === undefined ? undefined : byScope.get(scope));
  const operation = parameters?.get('Action') ?? undefined;
  if (!service) return { unknown: scope ?? `version "${version}"` };
  return { service, protocol: 'awsQuery', ...(operation && { operation }) };
};
