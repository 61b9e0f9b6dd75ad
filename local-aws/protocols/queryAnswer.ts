import type { RestResponse } from '../service.ts';
import type { OperationModel } from './model.ts';
import { element, encodeMembers } from './xml.ts';

/** A successful answer of a query service. */
export const encodeQueryAnswer = (
  model: OperationModel,
  value: Record<string, unknown>,
  namespace: string,
  requestId: string,
): RestResponse => {
  const members = model.output.isStructSchema() ? encodeMembers(model.output, value, 'date-time') : undefined;
  const result = members === undefined ? '' : element(`${model.name}Result`, members);
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<${model.name}Response xmlns="${namespace}">${result}${metadata}</${model.name}Response>`,
  };
};
