import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { deliver, deliverOverRoute, makeTraffic } from "./deliver.ts";
import type { Message } from "./deliver.ts";
import { makeNetwork } from "./links.ts";
import type { NetworkLink } from "./links.ts";

const link = (from: string, to: string, more: Partial<NetworkLink> = {}): NetworkLink => ({
  from,
  to,
  shares: ["track"],
  latency_s: 1,
  lossProbability: 0,
  outages: [],
  ...more,
});
const message = (time_s: number, more: Partial<Message> = {}): Message => ({
  id: 1,
  from: "a",
  to: "b",
  kind: "track",
  size_bit: 100,
  time_s,
  ...more,
});
const stream = () => makeStream(1, 0, "test of network");
const arrivals = (network: ReturnType<typeof makeNetwork>, times: readonly number[]) => {
  const traffic = makeTraffic(network);
  const draws = stream();
  return times.map((time) => deliver(network, message(time), draws, traffic));
};

describe("deliver", () => {
  it("lets messages leave one after the other at the rate of the link", () => {
    const network = makeNetwork(["a", "b"], [link("a", "b", { rate_bitps: 50 })]);
    expect(arrivals(network, [0, 0, 1, 20])).toEqual([3, 5, 7, 23].map((arrival_s) => ({ arrival_s })));
  });

  it("holds messages back until an outage ends and then sends them in order", () => {
    const network = makeNetwork(["a", "b"], [link("a", "b", { rate_bitps: 50, outages: [{ from_s: 3, to_s: 10 }] })]);
    expect(arrivals(network, [0, 2, 3])).toEqual([3, 13, 15].map((arrival_s) => ({ arrival_s })));
  });

  it("keeps no message waiting for one that comes to the link later, though that was handed over before", () => {
    const network = makeNetwork(
      ["a", "b", "c"],
      [link("c", "a", { latency_s: 60 }), link("a", "b", { rate_bitps: 50, latency_s: 1 })],
    );
    const traffic = makeTraffic(network);
    const draws = stream();
    const slow = deliverOverRoute(network, message(0, { from: "c" }), draws, traffic);
    expect(slow).toEqual({ arrival_s: 60 + 2 + 1 });
    expect(deliver(network, message(10), draws, traffic)).toEqual({ arrival_s: 13 });
    expect(deliver(network, message(10.5), draws, traffic)).toEqual({ arrival_s: 15 });
    // No gap of two seconds is left before 62.
    expect(deliver(network, message(59), draws, traffic)).toEqual({ arrival_s: 65 });
  });

  it("takes the link on which the message is expected first, its queue included", () => {
    const network = makeNetwork(["a", "b"], [link("a", "b", { rate_bitps: 50 }), link("a", "b", { latency_s: 4 })]);
    expect(arrivals(network, [0, 0, 0])).toEqual([3, 4, 4].map((arrival_s) => ({ arrival_s })));
  });

  it("loses the share of messages that it is told to, and draws the wait evenly", () => {
    const network = makeNetwork(["a", "b"], [link("a", "b", { lossProbability: 0.2, jitter_s: 12 })]);
    const traffic = makeTraffic(network);
    const draws = stream();
    const n = 20_000;
    const waits: number[] = [];
    for (let i = 0; i < n; i++) {
      const delivery = deliver(network, message(i), draws, traffic);
      if ("arrival_s" in delivery) waits.push(delivery.arrival_s - i - 1);
      else expect(delivery).toEqual({ lost: "chance" });
    }
    // Four standard errors of each.
    expect(Math.abs(1 - waits.length / n - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / n));
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - 6)).toBeLessThan((4 * 12) / Math.sqrt(12 * waits.length));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits)).toBeLessThan(12);
  });

  it("delivers nothing to or from a node that is cut, nor where no link carries the kind", () => {
    const links = [link("a", "b")];
    const receiver = makeNetwork(["a", "b"], links, [{ node: "b", from_s: 10 }]);
    expect(arrivals(receiver, [8.9, 9, 10])).toEqual([{ arrival_s: 9.9 }, { lost: "cut" }, { lost: "cut" }]);
    const sender = makeNetwork(["a", "b"], links, [{ node: "a", from_s: 10 }]);
    expect(arrivals(sender, [9.5, 10])).toEqual([{ arrival_s: 10.5 }, { lost: "cut" }]);
    const network = makeNetwork(["a", "b"], links);
    const lost = deliver(network, message(0, { kind: "cue" }), stream(), makeTraffic(network));
    expect(lost).toEqual({ lost: "no-route" });
  });

  it("draws as many numbers for a message that is lost as for one that arrives", () => {
    const good = makeNetwork(["a", "b"], [link("a", "b", { jitter_s: 5 })]);
    const cut = makeNetwork(["a", "b"], [link("a", "b", { jitter_s: 5 })], [{ node: "b", from_s: 0 }]);
    const [one, two] = [stream(), stream()];
    deliver(good, message(0), one, makeTraffic(good));
    deliver(cut, message(0), two, makeTraffic(cut));
    expect(one.uniform()).toBe(two.uniform());
  });
});

describe("a link with a rate", () => {
  it("never carries two messages at once, none in an outage, whatever the order they are handed over in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ time: fc.integer({ min: 0, max: 60 }), size: fc.integer({ min: 1, max: 200 }) }), {
          minLength: 1,
          maxLength: 25,
        }),
        (sendings) => {
          const outages = [{ from_s: 20, to_s: 30 }];
          const network = makeNetwork(["a", "b"], [link("a", "b", { rate_bitps: 50, latency_s: 0, outages })]);
          const traffic = makeTraffic(network);
          const draws = stream();
          const taken = sendings.map(({ time, size }) => {
            const delivery = deliver(network, message(time, { size_bit: size }), draws, traffic);
            if ("lost" in delivery) throw new Error("nothing should be lost");
            expect(delivery.arrival_s).toBeGreaterThanOrEqual(time + size / 50 - 1e-9);
            return [delivery.arrival_s - size / 50, delivery.arrival_s] as const;
          });
          const busy = [...taken, [20, 30] as const].toSorted((a, b) => a[0] - b[0]);
          for (let i = 1; i < busy.length; i++) expect(busy[i]![0]).toBeGreaterThanOrEqual(busy[i - 1]![1] - 1e-9);
        },
      ),
    );
  });
});

describe("deliverOverRoute", () => {
  it("adds the hops; a loss on any of them loses the message", () => {
    const links = [link("a", "c", { lossProbability: 0.1 }), link("c", "b", { lossProbability: 0.3, latency_s: 2 })];
    const network = makeNetwork(["a", "b", "c"], links);
    const traffic = makeTraffic(network);
    const draws = stream();
    const n = 10_000;
    let heard = 0;
    for (let i = 0; i < n; i++) {
      const delivery = deliverOverRoute(network, message(i), draws, traffic);
      if ("lost" in delivery) continue;
      expect(delivery.arrival_s).toBe(i + 3);
      heard++;
    }
    const expected = 0.9 * 0.7;
    expect(Math.abs(heard / n - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n));
  });

  it("says why nothing arrives", () => {
    const network = makeNetwork(["a", "b", "c", "d"], [link("a", "c"), link("c", "b")], [{ node: "c", from_s: 5 }]);
    const send = (time_s: number, to: string) =>
      deliverOverRoute(network, message(time_s, { to }), stream(), makeTraffic(network));
    expect(send(0, "b")).toEqual({ arrival_s: 2 });
    expect(send(4.5, "b")).toEqual({ lost: "cut" });
    expect(send(0, "d")).toEqual({ lost: "no-route" });
    expect(send(0, "a")).toEqual({ arrival_s: 0 });
  });

  it("never delivers before the expected delay without jitter, nor changes with what is drawn elsewhere", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }), (gaps) => {
        const network = makeNetwork(
          ["a", "b", "c"],
          [link("a", "c", { rate_bitps: 20, jitter_s: 3, lossProbability: 0.2 }), link("c", "b", { rate_bitps: 40 })],
        );
        const run = () => {
          const traffic = makeTraffic(network);
          const draws = stream();
          let time = 0;
          return gaps.map((gap) => {
            time += gap;
            return { time, delivery: deliverOverRoute(network, message(time), draws, traffic) };
          });
        };
        const first = run();
        expect(run()).toEqual(first);
        for (const { time, delivery } of first)
          if ("arrival_s" in delivery) expect(delivery.arrival_s).toBeGreaterThanOrEqual(time + 5 + 1 + 2.5 + 1 - 1e-9);
      }),
      { numRuns: 30 },
    );
  });
});
