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
const FIRE_KINDS: readonly SharedKind[] = ["fire-control", "measurement"];
const CUE_KINDS: readonly SharedKind[] = ["cue", "track", "fire-control", "measurement"];

/** How tracks and cues travel in one trial, and what of it arrives when. */
export class TrackSharing {
  readonly #problem: RaidProblem;
  #network: Network | undefined;
  #router: Router | undefined;
  #traffic: Traffic | undefined;
  #streams = new Map<string, RandomStream>();
  #seed = 0;
  #trial = 0;
  #message = 0;

  constructor(problem: RaidProblem) {
    this.#problem = problem;
  }

  begin(seed: number, trial: number, values: Float64Array, variant: RaidVariant | undefined): void {
    const { nodes, links } = this.#problem;
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
    this.#streams = new Map();
    this.#seed = seed;
    this.#trial = trial;
    this.#message = 0;
  }

  /** When a track to fire on, sent at a time by one node, is with another, s; Infinity when it never comes. */
  sendTrack(from: string, to: string, subject: string, time_s: number): number {
    return this.#send(FIRE_KINDS, from, to, subject, time_s);
  }

  /** The same for a cue. */
  sendCue(from: string, to: string, subject: string, time_s: number): number {
    return this.#send(CUE_KINDS, from, to, subject, time_s);
  }

  /** Whether an update of a track that leaves one node now still reaches the other. */
  reaches(from: string, to: string, time_s: number): boolean {
    if (from === to) return this.worksAt(from, time_s);
    return FIRE_KINDS.some((kind) => this.#route(kind, from, to, time_s) !== undefined);
  }

  worksAt(node: string, time_s: number): boolean {
    return time_s < this.cutFrom_s(node);
  }

  /** From when a node is cut, s; Infinity when it never is. */
  cutFrom_s(node: string): number {
    return this.#network!.cutFrom_s[this.#network!.indexOf.get(node)!]!;
  }

  #route(kind: SharedKind, from: string, to: string, time_s: number): readonly number[] | undefined {
    return this.#router!.findRoute(to, { kind, from, time_s, size_bit: TRACK_MESSAGE_bit });
  }

  #send(kinds: readonly SharedKind[], from: string, to: string, subject: string, time_s: number): number {
    const network = this.#network!;
    let best = Infinity;
    for (const kind of kinds) {
      const route = this.#route(kind, from, to, time_s);
      if (route === undefined) continue;
      for (let n = 0; n < REPEATS; n++) {
        const sent = time_s + n * REPEAT_s;
        const message = { id: this.#message++, from, to, kind, size_bit: TRACK_MESSAGE_bit, time_s: sent };
        // Messages are handed over in the order of their times: one that is sent again later finds idle links.
        const traffic = n === 0 ? this.#traffic! : makeTraffic(network);
        const delivery = deliverOverRoute(network, message, this.#stream(`${from}/${subject}`), traffic, route);
        if (!("arrival_s" in delivery)) continue;
        best = Math.min(best, delivery.arrival_s);
        break;
      }
      // Kinds come by rank: what one of them carries need not be sent twice.
      if (best < Infinity) break;
    }
    return best;
  }

  #stream(key: string): RandomStream {
    let stream = this.#streams.get(key);
    if (stream === undefined) this.#streams.set(key, (stream = makeStream(this.#seed, this.#trial, `link/${key}`)));
    return stream;
  }
}
