import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNetwork } from "./links.ts";
import type { NetworkLink, SharedKind } from "./links.ts";
import { earliestArrival, earliestArrivals, findRoute } from "./routes.ts";
import { Router } from "./router.ts";

const link = (from: string, to: string, latency_s: number, more: Partial<NetworkLink> = {}): NetworkLink => ({
  from,
  to,
  shares: ["track"],
  latency_s,
  lossProbability: 0,
  outages: [],
  ...more,
});
const track = (from: string, time_s: number, size_bit = 0) => ({ from, kind: "track" as SharedKind, time_s, size_bit });

const NODES = ["a", "b", "c", "d", "e", "f"];
const node = fc.constantFrom(...NODES);
const outage = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 40 }))
  .map(([from_s, length]) => ({ from_s, to_s: from_s + length }));
const anyLink = fc
  .record({
    from: node,
    to: node,
    latency_s: fc.integer({ min: 0, max: 20 }),
    jitter_s: fc.integer({ min: 0, max: 4 }),
    rate_bitps: fc.integer({ min: 100, max: 1000 }),
    outages: fc.array(outage, { maxLength: 3 }),
  })
  .map(({ from, to, latency_s, ...more }) => link(from, to, latency_s, more));
const anyLinks = fc.array(anyLink, { maxLength: 15 });

/** The earliest arrival over every way without a circle. */
function tryEveryWay(
  links: readonly NetworkLink[],
  from: string,
  to: string,
  time_s: number,
  size_bit: number,
): number {
  const walk = (at: string, now: number, visited: readonly string[]): number => {
    if (at === to) return now;
    let best = Infinity;
    for (const each of links) {
      if (each.from !== at || visited.includes(each.to)) continue;
      const sending = size_bit / each.rate_bitps!;
      let start = now;
      for (let moved = true; moved;) {
        moved = false;
        for (const { from_s, to_s } of each.outages)
          if (start < to_s && (start >= from_s || start + sending > from_s)) {
            start = to_s;
            moved = true;
          }
      }
      const next = walk(each.to, start + sending + (each.latency_s + each.jitter_s! / 2), [...visited, each.to]);
      best = Math.min(best, next);
    }
    return best;
  };
  return walk(from, time_s, [from]);
}

describe("earliestArrival", () => {
  it("adds transmission, latency and half the jitter of each hop", () => {
    const network = makeNetwork(
      ["radar", "centre", "ship"],
      [link("radar", "centre", 0.1, { rate_bitps: 1000 }), link("centre", "ship", 2, { jitter_s: 6, rate_bitps: 500 })],
    );
    expect(earliestArrival(network, "ship", track("radar", 10, 500))).toBeCloseTo(10 + 0.5 + 0.1 + 1 + 2 + 3, 12);
    expect([...earliestArrivals(network, track("centre", 0))]).toEqual([Infinity, 0, 5]);
    expect(findRoute(network, "ship", track("radar", 10, 500))!.links).toEqual([0, 1]);
    expect(findRoute(network, "radar", track("radar", 10))).toEqual({ links: [], arrival_s: 10 });
    expect(findRoute(network, "radar", track("ship", 10))).toBeUndefined();
  });

  it("carries a kind only over links that share it", () => {
    const network = makeNetwork(
      ["a", "b", "c"],
      [
        link("a", "c", 1, { shares: ["cue"] }),
        link("a", "b", 5, { shares: ["track", "fire-control"] }),
        link("b", "c", 5),
      ],
    );
    expect(earliestArrival(network, "c", { from: "a", kind: "cue", time_s: 0 })).toBe(1);
    expect(earliestArrival(network, "c", track("a", 0))).toBe(10);
    expect(earliestArrival(network, "c", { from: "a", kind: "fire-control", time_s: 0 })).toBe(Infinity);
  });

  it("waits for the end of an outage, or goes round it when that is faster", () => {
    const outages = [{ from_s: 5, to_s: 60 }];
    const nodes = ["a", "b", "c"];
    const direct = link("a", "c", 1, { outages, rate_bitps: 100 });
    const alone = makeNetwork(nodes, [direct]);
    expect(earliestArrival(alone, "c", track("a", 3, 100))).toBe(5);
    expect(earliestArrival(alone, "c", track("a", 4.5, 100))).toBe(62);
    expect(earliestArrival(alone, "c", track("a", 5))).toBe(61);
    expect(earliestArrival(alone, "c", track("a", 60))).toBe(61);
    const round = makeNetwork(nodes, [direct, link("a", "b", 10), link("b", "c", 10)]);
    expect(earliestArrival(round, "c", track("a", 5))).toBe(25);
    expect(earliestArrival(round, "c", track("a", 50))).toBe(61);
  });

  it("finds what trying every way finds", () => {
    fc.assert(
      fc.property(
        anyLinks,
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 3000 }),
        (links, time, size) => {
          const network = makeNetwork(NODES, links);
          for (const to of NODES)
            expect(earliestArrival(network, to, track("a", time, size))).toBeCloseTo(
              tryEveryWay(links, "a", to, time, size),
              9,
            );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is never later with more links, and never earlier when sent later", () => {
    fc.assert(
      fc.property(
        anyLinks,
        anyLinks,
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 0, max: 30 }),
        (few, more, time, wait) => {
          const small = makeNetwork(NODES, few);
          const large = makeNetwork(NODES, [...few, ...more]);
          const before = earliestArrivals(small, track("a", time, 500));
          const richer = earliestArrivals(large, track("a", time, 500));
          const later = earliestArrivals(small, track("a", time + wait, 500));
          NODES.forEach((_, i) => {
            expect(richer[i]).toBeLessThanOrEqual(before[i]!);
            expect(later[i]).toBeGreaterThanOrEqual(before[i]!);
          });
        },
      ),
    );
  });

  it("keeps the triangle: a detour never beats the direct answer", () => {
    fc.assert(
      fc.property(anyLinks, node, node, fc.integer({ min: 0, max: 99 }), (links, by, to, time) => {
        const network = makeNetwork(NODES, links);
        const half = earliestArrival(network, by, track("a", time, 300));
        const detour = half === Infinity ? Infinity : earliestArrival(network, to, track(by, half, 300));
        expect(earliestArrival(network, to, track("a", time, 300))).toBeLessThanOrEqual(detour);
      }),
    );
  });

  it("passes nothing through a node that is cut, from its time on", () => {
    const links = [link("a", "b", 10), link("b", "c", 10), link("a", "c", 50)];
    const cut = (from_s: number) => makeNetwork(["a", "b", "c"], links, [{ node: "b", from_s }]);
    const arrival = (from_s: number, time_s: number) => earliestArrival(cut(from_s), "c", track("a", time_s));
    expect(arrival(100, 0)).toBe(20);
    // Passed on at 10 by a node that is cut at 15: what it has sent arrives.
    expect(arrival(15, 0)).toBe(20);
    expect(arrival(10, 0)).toBe(50);
    expect(arrival(15, 6)).toBe(56);
    expect(earliestArrival(cut(15), "c", track("b", 15))).toBe(Infinity);
    expect(earliestArrival(cut(15), "b", track("b", 15))).toBe(Infinity);
    fc.assert(
      fc.property(anyLinks, node, fc.integer({ min: 0, max: 60 }), (some, broken, from_s) => {
        const network = makeNetwork(NODES, some, [{ node: broken, from_s }]);
        const without = makeNetwork(
          NODES,
          some.filter(({ from, to }) => from !== broken && to !== broken),
        );
        for (const start of NODES) {
          if (start === broken) continue;
          const late = earliestArrivals(network, track(start, from_s));
          const never = earliestArrivals(without, track(start, from_s));
          expect(late).toEqual(never);
        }
      }),
    );
  });
});

describe("Router", () => {
  it("answers as findRoute does, whatever was asked before", () => {
    fc.assert(
      fc.property(
        anyLinks,
        fc.array(fc.record({ node, from_s: fc.integer({ min: 0, max: 100 }) }), { maxLength: 2 }),
        fc.array(fc.tuple(node, node, fc.integer({ min: 0, max: 140 })), { minLength: 20, maxLength: 40 }),
        (links, cuts, asked) => {
          const network = makeNetwork(NODES, links, cuts);
          const router = new Router(network);
          for (const [from, to, time_s] of asked) {
            const size_bit = 200;
            const links = router.findRoute(to, track(from, time_s, size_bit));
            const direct = findRoute(network, to, track(from, time_s, size_bit));
            expect(links === undefined).toBe(direct === undefined);
            if (links === undefined) continue;
            const alone = makeNetwork(
              NODES,
              links.map((i) => network.links[i]!),
              cuts,
            );
            expect(earliestArrival(alone, to, track(from, time_s, size_bit))).toBeCloseTo(direct!.arrival_s, 9);
          }
        },
      ),
    );
  });
});

describe("makeNetwork", () => {
  it("refuses what cannot be, with what it got", () => {
    const make = (more: Partial<NetworkLink>) => () => makeNetwork(["a", "b"], [link("a", "b", 1, more)]);
    expect(make({ to: "x" })).toThrow('needs the name of a node, got "x"');
    expect(make({ latency_s: -1 })).toThrow("needs a latency from 0 s, got -1");
    expect(make({ jitter_s: Number.NaN })).toThrow("needs a jitter from 0 s, got NaN");
    expect(make({ rate_bitps: 0 })).toThrow("needs a rate above 0 bit/s, got 0");
    expect(make({ lossProbability: 1.5 })).toThrow("needs a probability of loss from 0 to 1, got 1.5");
    expect(make({ outages: [{ from_s: 3, to_s: 3 }] })).toThrow("an outage needs an end after 3 s, got 3 s");
    expect(() => makeNetwork(["a", "a"], [])).toThrow("different names");
    expect(() => makeNetwork(["a"], [], [{ node: "b", from_s: 0 }])).toThrow('got "b"');
  });

  it("puts outages in order and tells the times of change", () => {
    const network = makeNetwork(
      ["a", "b"],
      [
        link("a", "b", 1, {
          outages: [
            { from_s: 30, to_s: 40 },
            { from_s: 5, to_s: 10 },
            { from_s: 8, to_s: 20 },
          ],
        }),
      ],
      [{ node: "b", from_s: 35 }],
    );
    expect(network.links[0]!.outages).toEqual([
      { from_s: 5, to_s: 20 },
      { from_s: 30, to_s: 40 },
    ]);
    expect(network.changes_s).toEqual([5, 20, 30, 35, 40]);
  });
});
