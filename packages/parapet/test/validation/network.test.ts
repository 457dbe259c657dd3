// Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition 2009, figure 24.6: shortest paths.
// Pollaczek 1930 and Khinchine 1932, as in Kleinrock, Queueing Systems I, 1975, equation 5.63: mean wait of an M/D/1 queue.
import { describe, expect, it } from "vitest";
import { makeStream } from "../../src/math/random.ts";
import { deliver, makeTraffic } from "../../src/network/deliver.ts";
import { makeNetwork, type NetworkLink } from "../../src/network/links.ts";
import { earliestArrivals, findRoute } from "../../src/network/routes.ts";

const link = (from: string, to: string, latency_s: number, rate_bitps?: number): NetworkLink => ({
  from,
  to,
  shares: ["track"],
  latency_s,
  ...(rate_bitps === undefined ? {} : { rate_bitps }),
  lossProbability: 0,
  outages: [],
});

describe("shortest paths", () => {
  const network = makeNetwork(
    ["s", "t", "x", "y", "z"],
    [
      link("s", "t", 10),
      link("s", "y", 5),
      link("t", "x", 1),
      link("t", "y", 2),
      link("x", "z", 4),
      link("y", "t", 3),
      link("y", "x", 9),
      link("y", "z", 2),
      link("z", "s", 7),
      link("z", "x", 6),
    ],
  );

  it("have the lengths of the book's example", () => {
    expect([...earliestArrivals(network, { from: "s", kind: "track", time_s: 0 })]).toEqual([0, 8, 9, 5, 7]);
  });

  it("go the way of the book's example", () => {
    const { links } = findRoute(network, "x", { from: "s", kind: "track", time_s: 0 })!;
    expect(links.map((i) => network.links[i]!.to)).toEqual(["y", "t", "x"]);
  });
});

describe("a link whose messages come at random", () => {
  it.each([0.3, 0.6, 0.8])("makes them wait as an M/D/1 queue does, load %f", (load) => {
    const service_s = 0.02;
    const network = makeNetwork(["a", "b"], [link("a", "b", 0, 1000 / service_s)]);
    const traffic = makeTraffic(network);
    const draws = makeStream(7, 0, "messages");
    const noise = makeStream(7, 0, "link");
    const n = 200_000;
    let time_s = 0;
    let waited = 0;
    for (let id = 0; id < n; id++) {
      time_s -= (Math.log(1 - draws.uniform()) * service_s) / load;
      const delivery = deliver(
        network,
        { id, from: "a", to: "b", kind: "track", size_bit: 1000, time_s },
        noise,
        traffic,
      );
      if ("lost" in delivery) throw new Error("nothing should be lost");
      waited += delivery.arrival_s - time_s - service_s;
    }
    const expected = (load * service_s) / (2 * (1 - load));
    expect(waited / n / expected).toBeGreaterThan(0.97);
    expect(waited / n / expected).toBeLessThan(1.03);
  });
});
