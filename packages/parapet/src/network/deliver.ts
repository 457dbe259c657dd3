import type { RandomStream } from "../math/random.ts";
import type { Network, NetworkLink, SharedKind } from "./links.ts";
import { earliestDeparture, transmissionTime } from "./links.ts";
import { arrivalOver, findRoute, indexOfNode, isUp } from "./routes.ts";
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

/** What the links of a network have to do in one trial: until when each is busy with messages sent before. */
export interface Traffic {
  readonly busyUntil_s: Float64Array;
}

/** Links that have nothing to do yet. */
export function makeTraffic(network: Network): Traffic {
  return { busyUntil_s: new Float64Array(network.links.length).fill(-Infinity) };
}

/**
 * Sends a message over one hop, on the link to its receiver on which it is expected first. It leaves when messages sent
 * before it have left and no outage is under way, occupies the link for its size over the rate, and arrives after latency and
 * a drawn share of the jitter. Hand messages over in the order of their times. Two numbers are drawn from `stream` for every
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
    const ready = Math.max(message.time_s, traffic.busyUntil_s[index]!);
    const arrival = arrivalOver(network, link, ready, message.size_bit);
    if (arrival < bestArrival) {
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
  const transmission_s = transmissionTime(link, size_bit);
  const departure = earliestDeparture(link, Math.max(time_s, traffic.busyUntil_s[index]!), transmission_s);
  const sent = departure + transmission_s;
  if (!isUp(network, link.from, sent)) return { lost: "cut" };
  traffic.busyUntil_s[index] = sent;
  const arrival_s = sent + link.latency_s + (link.jitter_s ?? 0) * draws.wait;
  if (!isUp(network, link.to, arrival_s)) return { lost: "cut" };
  return draws.chance < link.lossProbability ? { lost: "chance" } : { arrival_s };
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
