import { makeStream, type RandomStream } from "../math/random.ts";
import { deliverOverRoute, makeTraffic, type Traffic } from "../network/deliver.ts";
import { makeNetwork, type Network, type SharedKind } from "../network/links.ts";
import { Router } from "../network/router.ts";
import type { RaidProblem, RaidVariant } from "./raid-problem.ts";

/** Size of a message that holds a state and its covariance: 27 numbers of 32 bits and a heading. */
const TRACK_MESSAGE_bit = 1000;
/** A message that was lost is sent again after this time, so many times: tracks are reported anew at every update. */
const REPEAT_s = 2;
const REPEATS = 10;
/** What carries a track that may be fired on, and a hint where to look, the better first. */
const FIRE = 0;
const CUE = 1;
const KINDS: readonly (readonly SharedKind[])[] = [
  ["fire-control", "measurement"],
  ["cue", "track", "fire-control", "measurement"],
];

/** A route and the kind of message that goes on it. */
interface Way {
  readonly kind: SharedKind;
  readonly links: readonly number[];
}

/** How tracks and cues travel in one trial, and what of it arrives when. */
export class TrackSharing {
  readonly #problem: RaidProblem;
  #network: Network | undefined;
  #router: Router | undefined;
  #traffic: Traffic | undefined;
  #streams: (RandomStream | undefined)[] = [];
  #variant: RaidVariant | undefined;
  /** The values of the links' parameters that the network was made with. */
  #values: readonly number[] = [];
  #isFixed = false;
  readonly #ways: (Way | undefined)[];
  readonly #isKnown: Uint8Array;
  #seed = 0;
  #trial = 0;
  #message = 0;

  constructor(problem: RaidProblem) {
    this.#problem = problem;
    const places = KINDS.length * problem.nodes.length * problem.nodes.length;
    this.#ways = Array.from({ length: places });
    this.#isKnown = new Uint8Array(places);
  }

  begin(seed: number, trial: number, values: Float64Array, variant: RaidVariant | undefined): void {
    const { nodes, links } = this.#problem;
    this.#streams = [];
    this.#seed = seed;
    this.#trial = trial;
    this.#message = 0;
    if (this.#network !== undefined && this.#isSame(values, variant)) {
      this.#traffic = makeTraffic(this.#network);
      return;
    }
    this.#variant = variant;
    this.#values = links.flatMap((link) => linkParameters(link).map((index) => values[index]!));
    const off = new Set(variant?.linksOff);
    const removed = new Set(variant?.unitsRemoved);
    const present = links.filter(
      ({ from, to }) => !off.has("*") && !off.has(`${from}>${to}`) && !removed.has(from) && !removed.has(to),
    );
    this.#network = makeNetwork(
      nodes,
      present.map(({ latency_s, jitter_s, rate_bitps, loss, ...link }) => ({
        ...link,
        latency_s: values[latency_s]!,
        ...(jitter_s === undefined ? {} : { jitter_s: values[jitter_s]! }),
        ...(rate_bitps === undefined ? {} : { rate_bitps: values[rate_bitps]! }),
        lossProbability: loss === undefined ? 0 : values[loss]!,
      })),
      variant?.cuts ?? [],
    );
    this.#router = new Router(this.#network);
    this.#traffic = makeTraffic(this.#network);
    this.#isFixed = this.#network.changes_s.length === 0;
    this.#isKnown.fill(0);
  }

  /** Whether the network of the last trial serves this one: trials with central values differ by chance alone. */
  #isSame(values: Float64Array, variant: RaidVariant | undefined): boolean {
    if (variant !== this.#variant) return false;
    let i = 0;
    for (const link of this.#problem.links)
      for (const index of linkParameters(link)) if (values[index] !== this.#values[i++]) return false;
    return true;
  }

  /** When a track of a threat to fire on, sent at a time by one node, is with another, s; Infinity when it never comes. Nodes and threats by index. */
  sendTrack(from: number, to: number, threat: number, time_s: number): number {
    return this.#send(FIRE, from, to, threat, time_s);
  }

  /** The same for a cue. */
  sendCue(from: number, to: number, threat: number, time_s: number): number {
    return this.#send(CUE, from, to, threat, time_s);
  }

  /** Whether an update of a track that leaves one node now still reaches the other. */
  reaches(from: number, to: number, time_s: number): boolean {
    if (from === to) return time_s < this.#network!.cutFrom_s[from]!;
    return this.#findWay(FIRE, from, to, time_s) !== undefined;
  }

  /** From when a node is cut, s; Infinity when it never is. */
  cutFrom_s(node: string): number {
    return this.#network!.cutFrom_s[this.#network!.indexOf.get(node)!]!;
  }

  /** The route of the first kind that has one. In a network that does not change it is looked for once in a trial. */
  #findWay(purpose: number, from: number, to: number, time_s: number): Way | undefined {
    const count = this.#problem.nodes.length;
    const place = (purpose * count + from) * count + to;
    if (this.#isFixed && this.#isKnown[place] === 1) return this.#ways[place];
    const { nodes } = this.#problem;
    let way: Way | undefined;
    for (const kind of KINDS[purpose]!) {
      const links = this.#router!.findRoute(nodes[to]!, {
        kind,
        from: nodes[from]!,
        time_s,
        size_bit: TRACK_MESSAGE_bit,
      });
      if (links === undefined) continue;
      way = { kind, links };
      break;
    }
    this.#ways[place] = way;
    this.#isKnown[place] = 1;
    return way;
  }

  #send(purpose: number, from: number, to: number, threat: number, time_s: number): number {
    const network = this.#network!;
    const way = this.#findWay(purpose, from, to, time_s);
    if (way === undefined) return Infinity;
    const { nodes } = this.#problem;
    const stream = this.#stream(from, threat);
    for (let n = 0; n < REPEATS; n++) {
      const message = {
        id: this.#message++,
        from: nodes[from]!,
        to: nodes[to]!,
        kind: way.kind,
        size_bit: TRACK_MESSAGE_bit,
        time_s: time_s + n * REPEAT_s,
      };
      // Messages are handed over in the order of their times: one that is sent again later finds idle links.
      const traffic = n === 0 ? this.#traffic! : makeTraffic(network);
      const delivery = deliverOverRoute(network, message, stream, traffic, way.links);
      if ("arrival_s" in delivery) return delivery.arrival_s;
    }
    return Infinity;
  }

  #stream(from: number, threat: number): RandomStream {
    const { nodes, threats } = this.#problem;
    const place = from * threats.length + threat;
    return (this.#streams[place] ??= makeStream(
      this.#seed,
      this.#trial,
      `link/${nodes[from]!}/${threats[threat]!.id}`,
    ));
  }
}

/** The parameters that a link of the problem reads. */
function linkParameters({ latency_s, jitter_s, rate_bitps, loss }: RaidProblem["links"][number]): readonly number[] {
  return [latency_s, jitter_s, rate_bitps, loss].filter((index) => index !== undefined);
}
