import type { Network, NetworkLink, SharedKind } from "./links.ts";
import { earliestDeparture, expectedDelay, transmissionTime } from "./links.ts";

/** What is to be carried, from where and when. */
export interface Sending {
  readonly from: string;
  readonly kind: SharedKind;
  readonly time_s: number;
  /** 0 when left out: transmission then takes no time. */
  readonly size_bit?: number;
}

/** A way through the network and the time at which a message sent on it is expected. */
export interface Route {
  /** Indices into `network.links`, in the order they are passed; empty when sender and receiver are one. */
  readonly links: readonly number[];
  readonly arrival_s: number;
}

/**
 * The expected time of arrival at every node, in the order of `network.nodes`; Infinity for those that hear nothing.
 *
 * Dijkstra's algorithm with arrival times as labels, which is exact because no link lets a later message overtake an earlier
 * one in expectation (Dreyfus 1969, An appraisal of some shortest-path algorithms, Operations Research 17(3)). A message
 * waits at a node for the end of an outage. Queues behind other messages and losses are left out; `deliver` has them.
 */
export function earliestArrivals(network: Network, sending: Sending): Float64Array {
  return search(network, sending, -1).arrival_s;
}

/** The expected time of arrival at one node, s; Infinity when it hears nothing. */
export function earliestArrival(network: Network, to: string, sending: Sending): number {
  const target = indexOfNode(network, to);
  return search(network, sending, target).arrival_s[target]!;
}

/** The way on which a message is expected first, or undefined when there is none. Between equal ones the first link given wins. */
export function findRoute(network: Network, to: string, sending: Sending): Route | undefined {
  const target = indexOfNode(network, to);
  const { arrival_s, via } = search(network, sending, target);
  if (arrival_s[target] === Infinity) return undefined;
  const links: number[] = [];
  for (let node = target; via[node] !== -1; node = indexOfNode(network, network.links[via[node]!]!.from))
    links.push(via[node]!);
  return { links: links.toReversed(), arrival_s: arrival_s[target]! };
}

/**
 * The expected arrival at the end of a link of a message that is ready at its start at `time_s`, s; Infinity when an outage
 * without end or a cut keeps it from arriving.
 */
export function arrivalOver(network: Network, link: NetworkLink, time_s: number, size_bit: number): number {
  const transmission_s = transmissionTime(link, size_bit);
  const sent = earliestDeparture(link, time_s, transmission_s) + transmission_s;
  if (!isUp(network, link.from, sent)) return Infinity;
  const arrival = sent + expectedDelay(link);
  return isUp(network, link.to, arrival) ? arrival : Infinity;
}

/** Whether a node works at a time. */
export function isUp(network: Network, node: string, time_s: number): boolean {
  return time_s < network.cutFrom_s[indexOfNode(network, node)]!;
}

/** The index of a node. Throws a RangeError for an unknown name. */
export function indexOfNode(network: Network, node: string): number {
  const index = network.indexOf.get(node);
  if (index === undefined) throw new RangeError(`network: needs the name of a node, got "${node}"`);
  return index;
}

/** `via` holds for every node the link on which it hears first, -1 for none. Ends early when `target` is settled. */
function search(
  network: Network,
  { from, kind, time_s, size_bit = 0 }: Sending,
  target: number,
): { readonly arrival_s: Float64Array; readonly via: Int32Array } {
  const { nodes, links, outgoing } = network;
  const arrival_s = new Float64Array(nodes.length).fill(Infinity);
  const via = new Int32Array(nodes.length).fill(-1);
  const settled = new Uint8Array(nodes.length);
  if (isUp(network, from, time_s)) arrival_s[indexOfNode(network, from)] = time_s;
  for (;;) {
    // Networks here have tens of nodes: a scan is faster than a heap.
    let nearest = -1;
    for (let i = 0; i < nodes.length; i++)
      if (settled[i] === 0 && arrival_s[i]! < (nearest === -1 ? Infinity : arrival_s[nearest]!)) nearest = i;
    if (nearest === -1 || nearest === target) return { arrival_s, via };
    settled[nearest] = 1;
    for (const index of outgoing[nearest]!) {
      const link = links[index]!;
      if (!link.shares.includes(kind)) continue;
      const to = indexOfNode(network, link.to);
      const arrival = arrivalOver(network, link, arrival_s[nearest]!, size_bit);
      if (arrival < arrival_s[to]!) {
        arrival_s[to] = arrival;
        via[to] = index;
      }
    }
  }
}
