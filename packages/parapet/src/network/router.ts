import type { Network } from "./links.ts";
import { findRoute } from "./routes.ts";
import type { Sending } from "./routes.ts";

/** A route and the times of sending for which it is known to be the one. */
interface KnownRoute {
  readonly links: readonly number[] | undefined;
  readonly from_s: number;
  readonly to_s: number;
}

/**
 * Finds routes as `findRoute` does and keeps them for as long as no outage begins or ends and no node is cut, for many
 * messages of one trial or of many. Messages of one kind between two nodes are taken to have one size.
 */
export class Router {
  readonly #network: Network;
  readonly #known = new Map<string, KnownRoute>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Indices of the links of the route on which a message is expected first; undefined when there is none. */
  findRoute(to: string, sending: Sending): readonly number[] | undefined {
    const { kind, from, time_s } = sending;
    const key = `${kind} ${from} ${to}`;
    const known = this.#known.get(key);
    if (known !== undefined && time_s >= known.from_s && time_s < known.to_s) return known.links;
    const route = findRoute(this.#network, to, sending);
    if (route === undefined) {
      // What cannot arrive now cannot arrive when it is sent later.
      this.#known.set(key, { links: undefined, from_s: time_s, to_s: Infinity });
      return undefined;
    }
    const { changes_s } = this.#network;
    const next = changes_s.find((change) => change > time_s) ?? Infinity;
    // Whole within one stretch without change: the same journey is the best for every start that also ends within it.
    if (route.arrival_s < next)
      this.#known.set(key, { links: route.links, from_s: time_s, to_s: next - (route.arrival_s - time_s) });
    return route.links;
  }
}
