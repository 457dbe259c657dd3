import { spawnSync } from "node:child_process";

/** A network of its own for a process: its loopback is not ours, one wire leads to this machine. */
export interface Namespace {
  /** Words to put before a command. */
  readonly enter: readonly string[];
  /** Address under which the namespace sees this machine. */
  readonly gateway: string;
  readonly remove: () => void;
}

const ip = (...words: readonly string[]): boolean => spawnSync("ip", words).status === 0;

/** Makes a network namespace with a wire to it; undefined, and a line that says so, where that is not permitted. */
export function makeNamespace(number: number): Namespace | undefined {
  const name = `parapet-${process.pid}-${number}`;
  // Addresses that are set aside for tests of networks (RFC 2544).
  const net = `198.18.${process.pid % 256}`;
  const [gateway, inside] = [`${net}.${4 * number + 1}`, `${net}.${4 * number + 2}`];
  const wire = `pp${process.pid % 100_000}-${number}`;
  const remove = (): void => void ip("netns", "delete", name);
  const isMade =
    ip("netns", "add", name) &&
    ip("link", "add", wire, "type", "veth", "peer", "name", "eth0", "netns", name) &&
    ip("address", "add", `${gateway}/30`, "dev", wire) &&
    ip("link", "set", wire, "up") &&
    ip("-n", name, "address", "add", `${inside}/30`, "dev", "eth0") &&
    ip("-n", name, "link", "set", "eth0", "up");
  if (isMade) return { enter: ["ip", "netns", "exec", name], gateway, remove };
  remove();
  console.log("no network namespaces here (they need root and iproute2): the workers share this machine's network");
  return undefined;
}
