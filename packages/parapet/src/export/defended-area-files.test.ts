import { check } from "@placemarkio/check-geojson";
import { parquetReadObjects } from "hyparquet";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, it } from "vitest";
import { runStory } from "../../test/samples/defended-area-story.ts";
import { loadSmallShared } from "../../test/samples/defended-area.ts";
import { drawDefendedArea } from "./defended-area-maps.ts";
import { writeDefendedAreaFiles } from "./defended-area-files.ts";
import { type DefendedAreaStory, findBestInterceptor, tellDefendedArea } from "./defended-area-report.ts";
import { toReport } from "./report.ts";

const languages = ["en", "ja"] as const;
let plain: Omit<DefendedAreaStory, "language">;
let files: Readonly<Record<string, string | Uint8Array>>;
beforeAll(async () => {
  plain = await runStory();
  files = writeDefendedAreaFiles({ ...plain, language: "en" });
});
const text = (name: string): string => files[name] as string;
const FLIGHTS = [
  "mrbm-depressed-north-korea-kusong",
  "mrbm-depressed-north-korea-sunan",
  "mrbm-minimum-energy-north-korea-kusong",
  "mrbm-minimum-energy-north-korea-sunan",
];

describe("the files of a study of two launch regions", () => {
  it("hold one flight of every case, each under a name of its own", () => {
    const names = Object.keys(files).filter((name) => name.startsWith("flights/"));
    expect(names.toSorted()).toEqual(FLIGHTS.map((id) => `flights/${id}.e`));
  });

  it("GeoJSON passes a validator and has the edges of every path", () => {
    const collection = check(text("defended-area.geojson"));
    if (collection.type !== "FeatureCollection") throw new Error(`a collection was due, got ${collection.type}`);
    const ids = collection.features.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const best = findBestInterceptor(plain.summary);
    for (const path of ["minimum-energy", "depressed"])
      for (const kind of ["outer", "nominal", "inner"]) expect(ids).toContain(`${best}-${path}-${kind}`);
    expect(ids).toContain("araya");
  });

  it("KML is well-formed and names the flights", () => {
    const document = new new JSDOM("").window.DOMParser().parseFromString(text("defended-area.kml"), "application/xml");
    expect(document.querySelector("parsererror")).toBeNull();
    const names = [...document.getElementsByTagName("name")].map((name) => name.textContent);
    expect(names).toContain("<mrbm>, depressed, <north-korea-sunan>");
    expect(document.getElementsByTagName("Polygon").length).toBeGreaterThan(2);
  });

  it("CZML begins with a document and has every flight as Cartesian positions", () => {
    const packets = JSON.parse(text("defended-area.czml")) as Record<string, any>[];
    expect(packets[0]).toMatchObject({ id: "document", version: "1.0" });
    const ids = packets.map(({ id }) => id as string);
    expect(new Set(ids).size).toBe(ids.length);
    const flights = packets.filter(({ position }) => Array.isArray(position?.cartesian) && position.epoch);
    expect(flights.map(({ id }) => id as string).toSorted()).toEqual(FLIGHTS);
    for (const { position } of flights) {
      const numbers = position.cartesian as number[];
      expect(numbers.length % 4).toBe(0);
      expect(numbers.every(Number.isFinite)).toBe(true);
      for (let i = 0; i < numbers.length; i += 4) {
        const radius = Math.hypot(numbers[i + 1]!, numbers[i + 2]!, numbers[i + 3]!);
        expect(radius).toBeGreaterThan(6.35e6);
        expect(radius).toBeLessThan(7.5e6);
      }
    }
  });

  it("the table of cells reads back: a row for each case, cell and interceptor", async () => {
    const bytes = files["events.parquet"] as Uint8Array;
    const rows = await parquetReadObjects({ file: bytes.slice().buffer });
    const { result } = plain;
    expect(rows).toHaveLength(4 * result.land.cells.count * 2);
    const key = (row: Record<string, unknown>): string =>
      ["threat", "path", "launchRegion", "interceptor", "latitude", "longitude"].map((k) => String(row[k])).join("/");
    expect(new Set(rows.map(key)).size).toBe(rows.length);
    const beyond = result.cells[0]!.findIndex(({ threatened }) => !threatened);
    expect(rows[2 * beyond]).toMatchObject({ flightTime: null, shots: null, timeToSpare: null });
    const cell = result.cells[0]!.findIndex(({ threatened }) => threatened);
    const answer = result.cells[0]![cell]!;
    expect(rows[2 * cell + 1]).toMatchObject({
      threat: "mrbm",
      path: "minimum-energy",
      launchRegion: "north-korea-kusong",
      interceptor: "sm3-iia",
      shots: answer.interceptors[1]!.shots,
      flightTime: answer.flightTime_s,
    });
  });

  it("the table of shares says of each case what the summary says", () => {
    const [head, ...lines] = text("shares.csv").trimEnd().split("\r\n");
    expect(head).toMatch(/^interceptor,threat,path,launchRegion,/);
    expect(lines).toHaveLength(plain.summary.cases.length);
    const column = head!.split(",").indexOf("defendedPopulationShare");
    lines.forEach((line, i) => expect(Number(line.split(",")[column])).toBe(plain.summary.cases[i]!.population.value));
  });

  it("are the same bytes when written again", () => {
    expect(writeDefendedAreaFiles({ ...plain, language: "en" })).toEqual(files);
  });
});

describe.each(languages)("the report in %s", (language) => {
  let html: string;
  let document: Document;
  beforeAll(() => {
    const story = { ...plain, language };
    const { prefectures } = loadSmallShared();
    html = toReport({ ...tellDefendedArea(story), ...drawDefendedArea(story, { prefectures, abroad: [] }) });
    document = new JSDOM(html).window.document;
  });

  it("stands alone: no script, and nothing is fetched", () => {
    expect(document.querySelectorAll("script, iframe, object, embed, base")).toHaveLength(0);
    for (const element of document.querySelectorAll("*"))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i);
        if (element.localName === "a" && name === "href") continue;
        if (/^xmlns(:|$)/.test(name)) continue;
        expect(value, `${element.localName} ${name}`).not.toMatch(/(https?:)?\/\//);
      }
    for (const style of document.querySelectorAll("style")) expect(style.textContent).not.toMatch(/@import|url\(/);
  });

  it("is in its language, and every picture has a text for those who do not see it", () => {
    expect(document.documentElement.lang).toBe(language);
    expect(document.querySelectorAll("svg").length).toBeGreaterThan(4);
    for (const image of document.querySelectorAll("img")) expect(image.getAttribute("alt")).toBeTruthy();
    for (const svg of document.querySelectorAll("svg")) {
      if (svg.getAttribute("aria-hidden") === "true" || svg.parentElement?.closest("svg") != null) continue;
      const label = svg.getAttribute("aria-label") ?? "";
      const named = (svg.getAttribute("aria-labelledby") ?? "")
        .split(/\s+/)
        .map((id) => (id === "" ? "" : (document.getElementById(id)?.textContent ?? "")))
        .join("");
      expect((label + named).trim(), svg.outerHTML.slice(0, 200)).not.toBe("");
    }
  });

  it("has each id once and no link within the page that leads nowhere", () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll("a[href^='#']"))
      expect(ids).toContain(link.getAttribute("href")!.slice(1));
  });

  it("tells the launch regions apart and escapes names", () => {
    const body = document.body.textContent ?? "";
    expect(body).toContain("<mrbm>, <north-korea-kusong>");
    expect(body).toContain("<mrbm>, <north-korea-sunan>");
    expect(body).not.toMatch(/\bNaN\b|undefined|Infinity|\[object/);
  });
});
