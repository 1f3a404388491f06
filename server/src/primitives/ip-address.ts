/** IP addresses and ranges as Go's `netip` reads them: no leading zeros in IPv4, zones in IPv6. */

export interface IpAddress {
  readonly family: 4 | 6;
  /** 32 or 128 bits. */
  readonly bits: bigint;
  /** `eth0` of `fe80::1%eth0`. */
  readonly zone: string | undefined;
}

export interface Cidr {
  readonly family: 4 | 6;
  /** The address as written; bits behind the prefix may be set. */
  readonly bits: bigint;
  readonly prefixLength: number;
}

const V4_PART = /^(?:0|[1-9][0-9]{0,2})$/;
const V6_GROUP = /^[0-9A-Fa-f]{1,4}$/;
const PREFIX_LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;

/** P-IP. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === '.') {
    const bits = parseV4(text);
    return bits === undefined ? undefined : { family: 4, bits, zone: undefined };
  }
  if (first !== ':') return undefined;
  const percent = text.indexOf('%');
  const zone = percent < 0 ? undefined : text.slice(percent + 1);
  if (zone === '') return undefined;
  const bits = parseV6(percent < 0 ? text : text.slice(0, percent));
  return bits === undefined ? undefined : { family: 6, bits, zone };
}

export function isIpAddress(text: string): boolean {
  return parseIpAddress(text) !== undefined;
}

/** `address/prefix length`; host bits may be set, zones may not (P-CIDR). */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const address = parseIpAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || address.zone !== undefined || !PREFIX_LENGTH.test(length)) return undefined;
  const prefixLength = Number(length);
  if (prefixLength > widthOf(address.family)) return undefined;
  return { family: address.family, bits: address.bits, prefixLength };
}

export function isCidr(text: string): boolean {
  return parseCidr(text) !== undefined;
}

/** An address, or a range when there is exactly one slash (P-IPSUBNET). */
export function isIpOrSubnet(text: string): boolean {
  return text.split('/').length === 2 ? isCidr(text) : isIpAddress(text);
}

/** A range when there is any slash, else an address (P-IPORCIDR). */
export function isIpOrCidr(text: string): boolean {
  return text.includes('/') ? isCidr(text) : isIpAddress(text);
}

/** True when the address lies in the range; families never mix. */
export function cidrContains(cidr: Cidr, address: IpAddress): boolean {
  if (cidr.family !== address.family || address.zone !== undefined) return false;
  return networkBits(cidr) === networkBits({ ...cidr, bits: address.bits });
}

/** True when every address of `inner` lies in `outer`. */
export function isCidrSubset(inner: Cidr, outer: Cidr): boolean {
  if (inner.family !== outer.family || inner.prefixLength < outer.prefixLength) return false;
  return networkBits(outer) === networkBits({ ...outer, bits: inner.bits });
}

/** An address or range that shares nothing with private ones; text that is none is not public. */
export function isPublicRange(text: string): boolean {
  const address = text.includes('/') ? undefined : parseIpAddress(text);
  const range = address === undefined ? parseCidr(text) : cidrOf(address);
  if (range === undefined) return false;
  return PRIVATE.every(
    (each) => each === undefined || !(isCidrSubset(range, each) || isCidrSubset(each, range)),
  );
}

/** The range that holds just this address. */
export function cidrOf(address: IpAddress): Cidr {
  return { family: address.family, bits: address.bits, prefixLength: widthOf(address.family) };
}

function widthOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

function networkBits(cidr: Cidr): bigint {
  return cidr.bits >> BigInt(widthOf(cidr.family) - cidr.prefixLength);
}

function parseV4(text: string): bigint | undefined {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!V4_PART.test(part) || Number(part) > 255) return undefined;
    bits = (bits << 8n) | BigInt(part);
  }
  return bits;
}

/** Longest text of eight groups, the last two as IPv4. */
const MAX_V6_LENGTH = 45;

function parseV6(text: string): bigint | undefined {
  if (text.length > MAX_V6_LENGTH) return undefined;
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = parseV6Groups(text, 'may-end-in-v4');
    return groups?.length === 8 ? joinGroups(groups) : undefined;
  }
  const tail = text.slice(gap + 2);
  const before = gap === 0 ? [] : parseV6Groups(text.slice(0, gap), 'hex-only');
  const after = tail === '' ? [] : parseV6Groups(tail, 'may-end-in-v4');
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (missing < 1) return undefined;
  return joinGroups([...before, ...Array<bigint>(missing).fill(0n), ...after]);
}

function parseV6Groups(text: string, ending: 'may-end-in-v4' | 'hex-only'): bigint[] | undefined {
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (V6_GROUP.test(part)) groups.push(BigInt(`0x${part}`));
    else {
      const v4 = ending === 'may-end-in-v4' && index === parts.length - 1 ? parseV4(part) : undefined;
      if (v4 === undefined) return undefined;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    }
  }
  return groups;
}

function joinGroups(groups: readonly bigint[]): bigint {
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** Private, shared, local to a link or to a machine: what nodes and pods of a cluster may have. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].map(parseCidr);
