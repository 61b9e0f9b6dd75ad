import { invalidTemplate } from './template.ts';

/** `Fn::Cidr` for IPv4: `count` blocks of 2^`bits` addresses from the start of `block`. */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block);
  if (!match)
    throw invalidTemplate(`Template error: Fn::Cidr takes an IPv4 block such as 10.0.0.0/16 here, not ${block}`);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  const size = 2 ** bits;
  const start = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = start - (start % 2 ** (32 - prefix));
  if (!Number.isInteger(count) || count < 1 || count > 256 || count * size > 2 ** (32 - prefix)) {
    throw invalidTemplate(`Template error: ${count} blocks of ${bits} bits do not fit into ${block}`);
  }
  return Array.from({ length: count }, (_, index) => {
    const address = first + index * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.trunc(address / 2 ** shift) % 256);
    return `${octets.join('.')}/${32 - bits}`;
  });
}
