import * as fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { drawIntervals } from "./chart-intervals.ts";
import { drawProfile, type ProfileFlight } from "./chart-profile.ts";
import { listTicks } from "./chart-scale.ts";
import { drawTornado } from "./chart-tornado.ts";
import type { ReportInfluence } from "./report-input.ts";

function parse(svg: string): Document {
  const document = new new JSDOM("").window.DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.querySelector("parsererror")).toBeNull();
  return document;
}

function texts(document: Document): string[] {
  return [...document.querySelectorAll("text")].map((text) => text.textContent!);
}

const influence = (
  label: string,
  atLow: number,
  atHigh: number,
  rest: Partial<ReportInfluence> = {},
): ReportInfluence => ({
  label,
  lowText: `${label} low`,
  highText: `${label} high`,
  atLow,
  atHigh,
  status: "assumed",
  ...rest,
});

describe("listTicks", () => {
  test("are round, within the limits and about as many as asked", () => {
    expect(listTicks(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(listTicks(-0.3, 0.3, 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, size) => {
          const ticks = listTicks(low, low + size, 5);
          expect(ticks.length).toBeLessThanOrEqual(7);
          for (const tick of ticks) expect(tick >= low - 1e-6 * size && tick <= low + size * (1 + 1e-6)).toBe(true);
        },
      ),
    );
  });
});

describe("drawTornado", () => {
  const influences = [
    influence("small", 0.6, 0.7),
    influence("large <x>", 0.2, 0.95, { flip: { text: "74 s", fraction: 0.9 } }),
    influence("one-sided", 0.5, 0.6),
  ];
  const tornado = { metric: "people", nominal: 0.65, threshold: 0.9, influences };
  const svg = drawTornado({ language: "en", tornado, title: "What moves it?", idPrefix: "t" });
  const document = parse(svg);

  test("is sorted by the length of the bars, with the ends named", () => {
    const order = texts(document).filter((text) => /^(small|large <x>|one-sided)$/.test(text));
    expect(order).toEqual(["large <x>", "one-sided", "small"]);
    expect(texts(document)).toEqual(expect.arrayContaining(["large <x> low", "large <x> high"]));
  });

  test("the mark of the flip stands on the line of the threshold", () => {
    const line = document.querySelector(".pp-threshold")!.getAttribute("d")!;
    const flip = document.querySelector(".pp-flip")!.getAttribute("d")!;
    expect(flip.split(",")[0]).toBe(line.split(",")[0]);
    expect(texts(document)).toContain("verdict changes at 74 s");
  });

  test("bars span what they should, in pixels of one scale", () => {
    const [low, high] = ["low", "high"].map((end) => {
      const bar = document.querySelector(`.pp-bar-${end}`)!;
      return { x: Number(bar.getAttribute("x")), width: Number(bar.getAttribute("width")) };
    });
    expect(low!.x + low!.width).toBeCloseTo(high!.x, 1);
    expect(low!.width / high!.width).toBeCloseTo((0.65 - 0.2) / (0.95 - 0.65), 2);
  });

  test("the description tells every bar, and the order of the input does not matter", () => {
    expect(document.querySelector("desc")!.textContent).toContain(
      "large <x>: 20 % at large <x> low, 95 % at large <x> high.",
    );
    const reversed = { ...tornado, influences: influences.toReversed() };
    expect(drawTornado({ language: "en", tornado: reversed, title: "What moves it?", idPrefix: "t" })).toBe(svg);
  });

  test("without a threshold, without influences, in Japanese", () => {
    const bare = { metric: "人口", nominal: 0.5, influences: [] };
    expect(
      parse(drawTornado({ language: "ja", tornado: bare, title: "何が", idPrefix: "t" })).querySelector(
        ".pp-threshold",
      ),
    ).toBeNull();
  });
});

describe("drawIntervals", () => {
  test("draws a bar, a mark and the numbers for each row", () => {
    const rows = [
      { label: "SM-3 IA", share: { value: 0.5, low: 0.25, high: 0.75 } },
      { label: "SM-3 IIA", share: { value: 1 } },
    ];
    const document = parse(
      drawIntervals({ language: "en", rows, metric: "people", threshold: 0.99, title: "How much?", idPrefix: "i" }),
    );
    expect(document.querySelectorAll(".pp-interval")).toHaveLength(2);
    expect(texts(document)).toEqual(expect.arrayContaining(["50 % (25 to 75)", "100 %", "Needed: 99 %"]));
    const [x0, x1] = document.querySelector(".pp-interval")!.getAttribute("d")!.match(/[\d.]+/g)!.map(Number).filter((_, i) => i !== 1); // prettier-ignore
    const point = Number(document.querySelector(".pp-point")!.getAttribute("cx"));
    expect(point).toBeCloseTo((x0! + x1!) / 2, 1);
  });
});

const flight = (side: "threat" | "interceptor", apogee_m: number, time_s: number): ProfileFlight => ({
  name: `${side} ${apogee_m / 1000}`,
  side,
  points: Array.from({ length: 51 }, (_, i) => ({
    time_s: 100 + (time_s * i) / 50,
    range_m: 20e3 * i,
    altitude_m: (apogee_m * i * (50 - i)) / 625,
  })),
});

/** A chart with two flights and two layers. */
const drawTwoFlights = (): string =>
  drawProfile({
    language: "en",
    layers: [{ name: "Upper layer", floor_m: 100e3, ceiling_m: 1000e3 }, { name: "Lower", floor_m: 0, ceiling_m: 20e3, from_m: 900e3, to_m: 1000e3 }], // prettier-ignore
    flights: [flight("threat", 300e3, 605), flight("interceptor", 200e3, 300)],
    sites: [{ name: "Araya", kind: "land-site", range_m: 950e3 }],
    title: "How high?",
    idPrefix: "p",
  });

describe("drawProfile", () => {
  const document = parse(drawTwoFlights());

  test("both axes have one scale", () => {
    const points = document.querySelector(".pp-flight-threat")!.getAttribute("d")!.slice(1).split("L");
    const xy = points.map((point) => point.split(",").map(Number));
    const range = xy[50]![0]! - xy[0]![0]!;
    const height = xy[0]![1]! - xy[25]![1]!;
    expect(height / range).toBeCloseTo(0.3, 3);
  });

  test("has a tick for each full minute after the start", () => {
    const ticks = document.querySelector(".pp-flight-threat.pp-solid")!.getAttribute("d")!;
    expect(ticks.match(/M/g)).toHaveLength(10);
  });

  test("layers of the same heights are one band with both names; names of bands stand apart", () => {
    const layer = (name: string, ceiling_m: number) => ({ name, floor_m: 100e3, ceiling_m });
    const flights: ProfileFlight[] = [{ name: "f", side: "threat", points: [{ time_s: 0, range_m: 0, altitude_m: 0 }, { time_s: 60, range_m: 1e6, altitude_m: 4e5 }] }]; // prettier-ignore
    const chart = parse(
      drawProfile({
        language: "en",
        layers: [layer("IA", 500e3), layer("IB", 500e3), layer("IIA", 1000e3)],
        flights,
        sites: [],
        title: "",
        idPrefix: "p",
      }),
    );
    const bands = [...chart.querySelectorAll("text")].filter(({ textContent }) => textContent!.includes("km high"));
    expect(bands.map(({ textContent }) => textContent)).toEqual([
      "IA and IB, 100 to 500 km high",
      "IIA, 100 to 1,000 km high",
    ]);
    const [first, second] = bands.map((text) => Number(text.getAttribute("y")));
    expect(second! - first!).toBeGreaterThanOrEqual(15);
    expect(chart.querySelectorAll("rect[class^=pp-layer]")).toHaveLength(2);
  });

  test("names layers, flights, sites and the 100 km line, and tells them in the description", () => {
    expect(texts(document)).toEqual(
      expect.arrayContaining(["Upper layer, 100 to 1,000 km high", "Lower", "threat 300", "Araya", "100 km"]),
    );
    expect(document.querySelector("desc")!.textContent).toContain(
      "threat 300, highest point 300 km, ends 1,000 km away after 10 min",
    );
  });

  test("the same input gives the same bytes; without a flight there is nothing to draw", () => {
    expect(drawTwoFlights()).toBe(drawTwoFlights());
    expect(() => drawProfile({ language: "en", layers: [], flights: [], sites: [], title: "", idPrefix: "p" })).toThrow(
      /needs a flight/,
    );
  });
});
