import { BlockList, isIP } from 'node:net';
import { PatternError } from './patternError.ts';

/** Compiles `{ "cidr": "10.0.0.0/24" }` for IPv4 and IPv6. Throws `PatternError`. */
export function compileCidr(operand: unknown, path: string): (value: unknown) => boolean {
  const [address = '', bits = ''] = typeof operand === 'string' ? operand.split('/') : [];
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    throw new PatternError(`Malformed CIDR, one '/' required, such as 10.0.0.0/24 (${path})`);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return (value) =>
    typeof value === 'string' && isIP(value) === family && list.check(value, family === 4 ? 'ipv4' : 'ipv6');
}
