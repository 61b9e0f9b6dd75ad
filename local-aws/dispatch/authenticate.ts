import type { Cloud } from '../cloud.ts';
import type { Caller } from '../service.ts';
import type { Credentials } from '../services/sts/credentials.ts';
import type { Exchange } from './exchange.ts';
import { accessKeyOf } from './signature.ts';

/** Finds the caller of a request by its access key: a role's session where the key was issued here, else the account's root. */
export const authenticator =
  (cloud: Cloud) =>
  (exchange: Exchange): Caller => {
    const credentials = cloud.parts.credentials as Credentials;
    const accessKeyId = accessKeyOf(exchange.headers, exchange.query);
    return (accessKeyId === undefined ? undefined : credentials.find(accessKeyId)?.caller) ?? credentials.root();
  };
