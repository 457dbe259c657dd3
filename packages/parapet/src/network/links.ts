/** What a link may carry: a hint where to look, a track, single measurements, a track good enough to fire on. */
export type SharedKind = "cue" | "track" | "measurement" | "fire-control";

/** The four kinds. */
export const SHARED_KINDS: readonly ["cue", "track", "measurement", "fire-control"] = [
  "cue",
  "track",
  "measurement",
  "fire-control",
];

/** A time in which a link carries nothing: from `from_s` up to, not including, `to_s`. */
export interface Outage {
  readonly from_s: number;
  readonly to_s: number;
}

/** One direction of a communication link. */
export interface NetworkLink {
  readonly from: string;
  readonly to: string;
  /** A link carries these kinds and no others. */
  readonly shares: readonly SharedKind[];
  /** What every message needs besides its transmission. */
  readonly latency_s: number;
  /** A message also waits between 0 and this, evenly distributed: the next slot of a time-division link. */
  readonly jitter_s?: number;
  /** Messages leave one after the other at this rate; left out, transmission takes no time. */
  readonly rate_bitps?: number;
  /** Of each message by itself. */
  readonly lossProbability: number;
  readonly outages: readonly Outage[];
}

/** From this time on the node neither sends nor receives nor passes on. */
export interface NodeCut {
  readonly node: string;
  readonly from_s: number;
}

/** Nodes and links in the form that routes are searched in. Plain data; links keep the order they were given in. */
export interface Network {
  readonly nodes: readonly string[];
  readonly links: readonly NetworkLink[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** For every node the indices of the links that leave it. */
  readonly outgoing: readonly (readonly number[])[];
  /** For every node the time from which it is cut; Infinity when it never is. */
  readonly cutFrom_s: readonly number[];
  /** Times at which an outage begins or ends or a node is cut, ascending: in between the network does not change. */
  readonly changes_s: readonly number[];
}

/**
 * Nodes and directed links to a network; `cuts` say which nodes fail in mid-run. Outages may overlap and stand in any order.
 * Throws a RangeError for a link or a cut that names no node and for numbers that cannot be.
 */
export function makeNetwork(
  nodes: readonly string[],
  links: readonly NetworkLink[],
  cuts: readonly NodeCut[] = [],
): Network {
  const indexOf = new Map(nodes.map((node, i) => [node, i]));
  if (indexOf.size < nodes.length) throw new RangeError("makeNetwork: needs nodes with different names");
  const find = (node: string): number => {
    const index = indexOf.get(node);
    if (index === undefined) throw new RangeError(`makeNetwork: needs the name of a node, got "${node}"`);
    return index;
  };
  const outgoing: number[][] = nodes.map(() => []);
  const tidy = links.map((link, i) => {
    checkLink(link);
    find(link.to);
    outgoing[find(link.from)]!.push(i);
    return { ...link, outages: mergeOutages(link.outages) };
  });
  const cutFrom_s = nodes.map(() => Infinity);
  for (const { node, from_s } of cuts) cutFrom_s[find(node)] = Math.min(cutFrom_s[find(node)]!, from_s);
  const changes = tidy
    .flatMap(({ outages }) => outages.flatMap(({ from_s, to_s }) => [from_s, to_s]))
    .concat(cutFrom_s);
  const changes_s = [...new Set(changes.filter((time) => Number.isFinite(time)))].sort((a, b) => a - b);
  return { nodes, links: tidy, indexOf, outgoing, cutFrom_s, changes_s };
}

/** The delay of a message on a link besides queue and transmission, as expected: latency and half the jitter, s. */
export function expectedDelay({ latency_s, jitter_s = 0 }: NetworkLink): number {
  return latency_s + jitter_s / 2;
}

/** The time that a message of `size_bit` occupies a link, s. */
export function transmissionTime({ rate_bitps }: NetworkLink, size_bit: number): number {
  return rate_bitps === undefined ? 0 : size_bit / rate_bitps;
}

/**
 * The earliest time from `time_s` on at which a transmission that takes `transmission_s` begins and ends outside every
 * outage of the link, s; Infinity when there is none.
 */
export function earliestDeparture({ outages }: NetworkLink, time_s: number, transmission_s: number): number {
  let departure = time_s;
  for (let i = 0; i < outages.length; i++) {
    const { from_s, to_s } = outages[i]!;
    if (departure < to_s && (departure >= from_s || departure + transmission_s > from_s)) departure = to_s;
  }
  return departure;
}

function checkLink(link: NetworkLink): void {
  const { from, to, latency_s, jitter_s = 0, rate_bitps = Infinity, lossProbability } = link;
  const needs = (what: string, got: number): RangeError =>
    new RangeError(`makeNetwork: the link ${from} to ${to} needs ${what}, got ${got}`);
  if (!(latency_s >= 0 && latency_s < Infinity)) throw needs("a latency from 0 s", latency_s);
  if (!(jitter_s >= 0 && jitter_s < Infinity)) throw needs("a jitter from 0 s", jitter_s);
  if (!(rate_bitps > 0)) throw needs("a rate above 0 bit/s", rate_bitps);
  if (!(lossProbability >= 0 && lossProbability <= 1))
    throw needs("a probability of loss from 0 to 1", lossProbability);
}

/** Ascending and apart from each other. */
function mergeOutages(outages: readonly Outage[]): Outage[] {
  const merged: { from_s: number; to_s: number }[] = [];
  for (const { from_s, to_s } of outages.toSorted((a, b) => a.from_s - b.from_s)) {
    if (!(to_s > from_s)) throw new RangeError(`makeNetwork: an outage needs an end after ${from_s} s, got ${to_s} s`);
    const last = merged.at(-1);
    if (last !== undefined && from_s <= last.to_s) last.to_s = Math.max(last.to_s, to_s);
    else merged.push({ from_s, to_s });
  }
  return merged;
}
