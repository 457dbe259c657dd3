import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { describe, expect, test } from "vitest";
import type { PrefectureFeature } from "../study/land-data.ts";
import { makeLandGrid } from "../study/land-grid.ts";
import type { Geometry } from "./geometry.ts";
import { prepareGround } from "./map-ground.ts";
import { type DefendedAreaMap, drawDefendedAreaMap } from "./map.ts";
import type { SceneSite } from "./scene.ts";

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8"));
}

function place(latitude_deg: number, longitude_deg: number): SceneSite["position"] {
  return {
    latitude_rad: (latitude_deg * Math.PI) / 180,
    longitude_rad: (longitude_deg * Math.PI) / 180,
    altitude_m: 0,
  };
}

const { features: prefectures } = read("catalogue/geography/japan-prefectures.json") as {
  features: (PrefectureFeature & { geometry: Geometry })[];
};
const world = read("node_modules/world-atlas/countries-50m.json") as Topology;
const countries = feature(world, world.objects["countries"]!) as unknown as {
  features: { id?: string; geometry: Geometry }[];
};
const abroad = countries.features.filter(({ id }) => id !== "392").map(({ geometry }) => geometry);
const grid = makeLandGrid({ prefectures, places: [], cell_m: 25e3 });
const sites: SceneSite[] = [
  { id: "araya", name: "Araya <1>", kind: "land-site", position: place(39.714, 140.066) },
  { id: "nk", name: "North Korea", kind: "launch-region", position: place(40, 125.3), radius_m: 30e3 },
];

/** Land within `radius_m` of Araya is defended, with a soft edge. */
function field(): { share: Float64Array; nominal: Float64Array; beyond: Float64Array } {
  const share = new Float64Array(grid.columns * grid.rows).fill(NaN);
  const nominal = new Float64Array(share.length);
  const beyond = new Float64Array(share.length);
  const { cells } = grid;
  for (let i = 0; i < cells.count; i++) {
    const cell = cells.row[i]! * grid.columns + cells.column[i]!;
    const north = cells.centreLatitude_rad[i]! - sites[0]!.position.latitude_rad;
    const distance = 6371 * Math.abs(north);
    share[cell] = 1 / (1 + Math.exp((distance - 300) / 40));
    nominal[cell] = distance < 320 ? 1 : 0;
    beyond[cell] = distance > 1200 ? 1 : 0;
  }
  return { share, nominal, beyond };
}

function draw(size: "main" | "small", change: Partial<DefendedAreaMap> = {}): string {
  return drawDefendedAreaMap({
    language: "en",
    ground: prepareGround({ grid, regions: prefectures, abroad, sites, size }),
    grid,
    ...field(),
    sites,
    title: "Where is Japan defended?",
    date: "2018-08",
    attribution: "Natural Earth. GeoNames (CC BY 4.0).",
    idPrefix: "m",
    ...change,
  });
}

function parse(svg: string): Document {
  return new new JSDOM("").window.DOMParser().parseFromString(svg, "image/svg+xml");
}

const main = draw("main");
const picture = parse(main);

describe("drawDefendedAreaMap", () => {
  test("is well-formed and has a name and a description that tells the result", () => {
    expect(picture.querySelector("parsererror")).toBeNull();
    expect(picture.querySelector("title")!.textContent).toBe("Where is Japan defended?");
    const description = picture.querySelector("desc")!.textContent!;
    expect(description).toMatch(/\d+ % of the land shown is defended in at least 95 %/);
    expect(description).toContain("Araya <1>, North Korea");
    expect(picture.documentElement.getAttribute("aria-labelledby")).toBe("m-title");
  });

  test("every reference inside the picture has its target, and nothing is fetched from outside", () => {
    const ids = new Set([...picture.querySelectorAll("[id]")].map((e) => e.id));
    const references = [...main.matchAll(/(?:href="|url\()#([\w-]+)/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) expect(ids).toContain(reference);
    expect(main.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|javascript:|<script|<image|@import/);
  });

  test("the same input gives the same bytes", () => {
    expect(draw("main")).toBe(main);
  });

  test("the sea is not land: coasts of other countries do not cover the frame", () => {
    const d = picture.querySelector(".pp-abroad")!.getAttribute("d")!;
    const corners = /M-4,[\d.]+L-4,|L-4,-4L/.test(d) && /L844,\d+(\.\d)?L844,-4L-4,-4/.test(d);
    expect(corners).toBe(false);
    // North Korea's launch region lies on land, the sea south of Honshu does not.
    expect(isInPath(d, centreOf(".pp-launch-ring"))).toBe(true);
    expect(isInPath(d, { x: 500, y: 700 })).toBe(false);
  });

  test("the band lies where it should: Araya in the core, Kyushu outside", () => {
    const araya = symbolPlace();
    expect(isInPath(picture.querySelector("#m-inner")!.getAttribute("d")!, araya)).toBe(true);
    expect(
      isInPath(picture.querySelector("#m-outer")!.getAttribute("d")!, { x: araya.x - 330, y: araya.y + 300 }),
    ).toBe(false);
    expect(isInPath(picture.querySelector("#m-land")!.getAttribute("d")!, { x: araya.x + 25, y: araya.y })).toBe(true);
  });

  test("legend and note say what is shown, in both languages", () => {
    const text = picture.documentElement.textContent!;
    expect(text).toContain("Land that the threat cannot reach");
    expect(text).toContain("equal-area projection, centre 36° N, 138° E");
    expect(text).toContain("August 2018");
    expect(text).toContain("GeoNames");
    const japanese = parse(draw("main", { language: "ja", beyond: new Float64Array(grid.columns * grid.rows) }));
    expect(japanese.documentElement.textContent).toContain("防護されない陸地");
    expect(japanese.documentElement.textContent).not.toContain("脅威が届かない陸地");
  });

  test("the edge with published values is shaded on its inside only, and land beyond reach has a pattern of its own", () => {
    const shade = picture.querySelector(".pp-inside")!;
    expect(shade.parentElement!.getAttribute("clip-path")).toBe("url(#m-inside)");
    expect(picture.querySelector("#m-inside use")!.getAttribute("href")).toBe("#m-nominal");
    expect(isInPath(picture.querySelector("#m-nominal")!.getAttribute("d")!, symbolPlace())).toBe(true);
    expect(main).toContain('<path fill="url(#m-dots)"');
  });

  test("sea cells that were filled along with their block do not draw an edge at the coast", () => {
    const filled = field();
    const landArea_m2 = Float64Array.from(filled.share, (value) => (Number.isNaN(value) ? 0 : 1));
    const share = filled.share.map((value) => (Number.isNaN(value) ? 1 : value));
    const edge = (svg: string): string | null => parse(svg).querySelector("#m-nominal")!.getAttribute("d");
    expect(edge(draw("main", { share, landArea_m2 }))).toBe(edge(main));
    expect(edge(draw("main", { share }))).not.toBe(edge(main));
  });

  test("nothing defended and nothing computed still make maps", () => {
    const size = grid.columns * grid.rows;
    const none = parse(draw("small", { share: new Float64Array(size), nominal: new Float64Array(size) }));
    expect(none.querySelector("#m-inner")!.getAttribute("d")).toBe("");
    const unknown = parse(draw("main", { share: new Float64Array(size).fill(NaN), nominal: new Float64Array(size) }));
    expect(unknown.querySelector("desc")!.textContent).toContain("0 % of the land");
    expect(() => draw("small", { share: [0.5] })).toThrow(RangeError);
  });

  test("a small map takes less than 90 kB", () => {
    expect(draw("small").length).toBeLessThan(90_000);
  });
});

function centreOf(selector: string): { x: number; y: number } {
  const circle = picture.querySelector(selector)!;
  return { x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
}

/** Where the square of the land site stands. */
function symbolPlace(): { x: number; y: number } {
  const [x, y] = picture
    .querySelector("svg svg .pp-site")!
    .getAttribute("d")!
    .slice(1)
    .split("L")[0]!
    .split(",")
    .map(Number);
  return { x: x! + 5, y: y! + 5 };
}

/** Even-odd over all pieces of a path of straight lines. */
function isInPath(d: string, { x, y }: { x: number; y: number }): boolean {
  let inside = false;
  for (const piece of d.split(/[MZ]/).filter((p) => p !== "")) {
    const points = piece.split("L").map((point) => point.split(",").map(Number));
    for (const [i, [ax, ay]] of points.entries()) {
      const [bx, by] = points[(i + 1) % points.length]!;
      if (ay! > y !== by! > y && x < ax! + ((y - ay!) / (by! - ay!)) * (bx! - ax!)) inside = !inside;
    }
  }
  return inside;
}
