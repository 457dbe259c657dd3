import type { RandomStream } from "../math/random.ts";
import type { Network, NetworkLink, SharedKind } from "./links.ts";
import { earliestDeparture, expectedDelay, transmissionTime } from "./links.ts";
import { findRoute, indexOfNode, isUp } from "./routes.ts";
import type { Sending } from "./routes.ts";

/** A message on its way to one node. */
export interface Message {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly kind: SharedKind;
  readonly size_bit: number;
  /** When it is ready at its sender. */
  readonly time_s: number;
}

/** Why a message does not arrive: no link that carries its kind, a node or link that is down for good, or chance. */
export type LossReason = "no-route" | "cut" | "chance";

/** When a message arrives, or why it does not. */
export type Delivery = { readonly arrival_s: number } | { readonly lost: LossReason };

/** What the links of a network have to do in one trial: for each the times taken by messages, ascending and apart. */
export interface Traffic {
  readonly taken: readonly { readonly from_s: number[]; readonly to_s: number[] }[];
}

/** Links that have nothing to do yet. */
export function makeTraffic(network: Network): Traffic {
  return { taken: network.links.map(() => ({ from_s: [], to_s: [] })) };
}

/**
 * Sends a message over one hop, on the link to its receiver on which it is expected first. It leaves at the
 * first time from its own on at which the link is free of messages handed over before and of outages for as long as its size over the
 * rate, and arrives after latency and a drawn share of the jitter. Handed over in the order of their times, messages are served
 * first come, first served; one that is handed over ahead of its time takes no earlier time from others. Two numbers are drawn from `stream` for every
 * message, whatever becomes of it, so that two runs that differ in one loss stay comparable. Changes `traffic`.
 */
export function deliver(network: Network, message: Message, stream: RandomStream, traffic: Traffic): Delivery {
  let best = -1;
  let bestArrival = Infinity;
  let isCarried = false;
  for (const index of network.outgoing[indexOfNode(network, message.from)]!) {
    const link = network.links[index]!;
    if (link.to !== message.to || !link.shares.includes(message.kind)) continue;
    isCarried = true;
    const sent = findFreeTime(link, traffic.taken[index]!, message.time_s, message.size_bit) + transmissionTime(link, message.size_bit); // prettier-ignore
    const arrival = sent + expectedDelay(link);
    if (isUp(network, link.from, sent) && isUp(network, link.to, arrival) && arrival < bestArrival) {
      best = index;
      bestArrival = arrival;
    }
  }
  const chance = stream.uniform();
  const wait = stream.uniform();
  if (best === -1) return { lost: isCarried ? "cut" : "no-route" };
  return passLink(network, best, message.time_s, message.size_bit, { chance, wait }, traffic);
}

/**
 * Sends a message over as many hops as it needs, on the route on which it is expected first; a loss on any hop loses it.
 * `route` may hold the links of a route found before. Two numbers are drawn from `stream` for every hop. Changes `traffic`.
 */
export function deliverOverRoute(
  network: Network,
  message: Message,
  stream: RandomStream,
  traffic: Traffic,
  route: readonly number[] | undefined = findRoute(network, message.to, message)?.links,
): Delivery {
  if (route === undefined) return { lost: isEverLinked(network, message) ? "cut" : "no-route" };
  let time_s = message.time_s;
  for (let hop = 0; hop < route.length; hop++) {
    const draws = { chance: stream.uniform(), wait: stream.uniform() };
    const delivery = passLink(network, route[hop]!, time_s, message.size_bit, draws, traffic);
    if ("lost" in delivery) return delivery;
    time_s = delivery.arrival_s;
  }
  return { arrival_s: time_s };
}

function passLink(
  network: Network,
  index: number,
  time_s: number,
  size_bit: number,
  draws: { readonly chance: number; readonly wait: number },
  traffic: Traffic,
): Delivery {
  const link: NetworkLink = network.links[index]!;
  const departure = findFreeTime(link, traffic.taken[index]!, time_s, size_bit);
  const sent = departure + transmissionTime(link, size_bit);
  if (!isUp(network, link.from, sent)) return { lost: "cut" };
  if (sent > departure) take(traffic.taken[index]!, departure, sent);
  const arrival_s = sent + link.latency_s + (link.jitter_s ?? 0) * draws.wait;
  if (!isUp(network, link.to, arrival_s)) return { lost: "cut" };
  return draws.chance < link.lossProbability ? { lost: "chance" } : { arrival_s };
}

/** The first time from `time_s` on at which a message of a size finds the link free, s; Infinity when an outage never ends. */
function findFreeTime(
  link: NetworkLink,
  { from_s, to_s }: Traffic["taken"][number],
  time_s: number,
  size_bit: number,
): number {
  // prettier-ignore
  const transmission_s = transmissionTime(link, size_bit);
  let departure = earliestDeparture(link, time_s, transmission_s);
  // Messages come nearly in the order of their times: the search begins at the end.
  let i = to_s.length;
  while (i > 0 && to_s[i - 1]! > departure) i--;
  for (; i < to_s.length && from_s[i]! < departure + transmission_s; i++)
    if (to_s[i]! > departure) departure = earliestDeparture(link, to_s[i]!, transmission_s);
  return departure;
}

function take({ from_s, to_s }: Traffic["taken"][number], departure_s: number, sent_s: number): void {
  let i = to_s.length;
  while (i > 0 && from_s[i - 1]! > departure_s) i--;
  from_s.splice(i, 0, departure_s);
  to_s.splice(i, 0, sent_s);
}

/** Whether a way would exist if nothing ever failed. */
function isEverLinked(network: Network, { from, to, kind, time_s }: Message): boolean {
  const whole: Network = {
    ...network,
    links: network.links.map((link) => ({ ...link, outages: [] })),
    cutFrom_s: network.nodes.map(() => Infinity),
  };
  const sending: Sending = { from, kind, time_s };
  return findRoute(whole, to, sending) !== undefined;
}
