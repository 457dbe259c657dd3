import { makeNetwork, type Network, type NetworkLink } from "../network/links.ts";
import { earliestArrival } from "../network/routes.ts";
import type { CoverageStudy, ResolvedLink } from "../scenario/types.ts";
import type { ParameterRow } from "./parameter.ts";
import type { ParameterIndex, ParameterList } from "./parameter-list.ts";

interface DrawnLink {
  readonly link: ResolvedLink;
  readonly latency_s: ParameterIndex;
  readonly jitter_s?: ParameterIndex;
}

/** When a track that a unit of a set has at `time_s` is heard; Infinity when it never is. */
export type WhenHeard = (set: number, unit: string, time_s: number) => number;

/**
 * The way of tracks from the units of each set to the unit that listens. Part of a set's network are its units, the unit that
 * listens and every unit without a radar, which passes on what it hears; the radars of other units are not there. Delays are those
 * expected, latency and half the jitter of each hop; a track message is taken to be too short for the rate to matter, and a
 * lost one to be made good by the next.
 */
export class Hearing {
  readonly #heardAt: string | undefined;
  readonly #sets: readonly { readonly nodes: readonly string[]; readonly links: readonly DrawnLink[] }[];

  constructor(study: Pick<CoverageStudy, "heardAt" | "scenario" | "sets">, parameters: ParameterList) {
    const { heardAt, scenario } = study;
    this.#heardAt = heardAt;
    this.#sets =
      heardAt === undefined
        ? []
        : study.sets.map(({ units }) => {
            const own = new Set([...units.map(({ id }) => id), heardAt]);
            const nodes = scenario.units.filter(({ id, radars }) => own.has(id) || radars.length === 0);
            const names = nodes.map(({ id }) => id);
            const links = scenario.links
              .filter(({ from, to, shares }) => names.includes(from) && names.includes(to) && shares.includes("track"))
              .map((link): DrawnLink => ({
                link,
                latency_s: parameters.add(link.latency_s, "drawn"),
                ...(link.jitter_s === undefined ? {} : { jitter_s: parameters.add(link.jitter_s, "drawn") }),
              }));
            return { nodes: names, links };
          });
  }

  /** The links that any set may use, each once. */
  get links(): readonly ResolvedLink[] {
    return [...new Set(this.#sets.flatMap(({ links }) => links.map(({ link }) => link)))];
  }

  /** With the delays of one row of parameters. A study that names no listener hears at once. */
  withRow(row: ParameterRow): WhenHeard {
    const listener = this.#heardAt;
    if (listener === undefined) return (_set, _unit, time_s) => time_s;
    const networks = this.#sets.map(({ nodes, links }) =>
      makeNetwork(
        nodes,
        links.map((each) => drawLink(each, row)),
      ),
    );
    const delays = networks.map(() => new Map<string, number>());
    return (set, unit, time_s) => {
      const network = networks[set]!;
      if (network.changes_s.length > 0) return arrive(network, unit, listener, time_s);
      const known = delays[set]!.get(unit) ?? arrive(network, unit, listener, 0);
      delays[set]!.set(unit, known);
      return time_s + known;
    };
  }
}

function arrive(network: Network, from: string, to: string, time_s: number): number {
  return earliestArrival(network, to, { from, kind: "track", time_s });
}

function drawLink({ link, latency_s, jitter_s }: DrawnLink, row: ParameterRow): NetworkLink {
  const { from, to, shares, outages } = link;
  return {
    from,
    to,
    shares,
    latency_s: row[latency_s]!,
    ...(jitter_s === undefined ? {} : { jitter_s: row[jitter_s]! }),
    lossProbability: 0,
    outages,
  };
}
