import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Addresses that hand out a machine's credentials or reach only its own wire: link-local (RFC 3927, RFC 4291) and the
 * metadata services of the large clouds that sit outside of it.
 */
const list = new BlockList();
list.addSubnet('169.254.0.0', 16, 'ipv4');
list.addAddress('100.100.100.200', 'ipv4'); // Alibaba Cloud
list.addAddress('168.63.129.16', 'ipv4'); // Azure
list.addAddress('192.0.0.192', 'ipv4'); // Oracle Cloud
list.addSubnet('fe80::', 10, 'ipv6');
list.addAddress('fd00:ec2::254', 'ipv6'); // AWS
list.addAddress('fd20:ce::254', 'ipv6'); // Google Cloud

/** The IPv4 address inside `::ffff:a.b.c.d` (mapped) and `64:ff9b::a.b.c.d` (NAT64), as URL writes them. */
const embedded = /^(?:::ffff:|64:ff9b::)(?:0:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;
const dotted = /^(?:::ffff:|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/i;

const innerIpv4 = (address: string): string | null => {
  const plain = dotted.exec(address)?.[1];
  if (plain !== undefined) return plain;
  const match = embedded.exec(address);
  if (match === null) return null;
  const [high, low] = [Number.parseInt(match[1] ?? '0', 16), Number.parseInt(match[2] ?? '0', 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
};

/** Whether a request to this IP address is refused unless the settings allow it; false for names. */
export const isForbiddenAddress = (host: string): boolean => {
  const address = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIP(address) === 0) return false;
  if (!isIPv6(address)) return list.check(address, 'ipv4');
  const inner = innerIpv4(address);
  return list.check(address, 'ipv6') || (inner !== null && list.check(inner, 'ipv4'));
};
