import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { parseTimeline } from "../scenario/parse.ts";
import { toDossier } from "./dossier.ts";
import { element } from "./markup.ts";

const root = resolve(import.meta.dirname, "../../../..");
const file = "timelines/debate.yaml";
const parsed = parseTimeline({ file, content: readFileSync(`${root}/${file}`, "utf8") });
if (!parsed.ok) throw new Error(JSON.stringify(parsed));
const page = `<!doctype html><html><head></head><body>${element(
  "main",
  {},
  `<h1>A page</h1><nav><a href="#why">Why</a></nav><section aria-labelledby="why"><h2 id="why">Why</h2>`,
  `<svg aria-labelledby="map-title map-desc"><title id="map-title">t</title><desc id="map-desc">d</desc><clipPath id="c"></clipPath><path clip-path="url(#c)"/></svg></section>`,
)}</body></html>`;
const claims = ["site-cost", "mk41-inf"].map((id) => ({
  id,
  statement: `The statement of ${id} <b>`,
  verdict: "Depends",
  sentence: "It depends.",
  page,
}));
const make = (language: "en" | "ja"): string =>
  toDossier({ language, title: "All", claims, timeline: parsed.value, version: "0", command: "parapet check" });
const { document } = new JSDOM(make("en")).window;

describe("dossier", () => {
  it("gives every name once, and every link and reference a name to lead to", () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href")!.slice(1));
    const labels = [...document.querySelectorAll("[aria-labelledby]")].flatMap((each) =>
      each.getAttribute("aria-labelledby")!.split(" "),
    );
    expect(links.length).toBeGreaterThan(15);
    for (const id of [...links, ...labels, "site-cost--c"]) expect(ids).toContain(id);
    expect(document.querySelector("article#mk41-inf path")!.getAttribute("clip-path")).toBe("url(#mk41-inf--c)");
  });
  it("has one first heading, and pages below it", () => {
    expect(document.querySelectorAll("h1")).toHaveLength(1);
    expect(document.querySelectorAll("main")).toHaveLength(1);
    expect(document.querySelector("article h2")!.textContent).toBe("A page");
  });
  it("tells when each claim was made, in answer to what", () => {
    expect(document.querySelector("article#mk41-inf p")!.textContent).toBe("When it was said: 21 March 2018");
    expect(document.querySelector("#when-foreign-ministers-2018")!.closest("tr")!.textContent).toContain(
      "in answer to December 2017",
    );
    expect(make("ja")).toContain("判定の一覧");
  });
  it("says what it is given as text, with nothing that could run", () => {
    expect(document.body.innerHTML).toContain("The statement of site-cost &lt;b&gt;");
    expect(document.querySelector("script")).toBeNull();
  });
});

describe("timeline file", () => {
  const given = (more: string): ReturnType<typeof parseTimeline> =>
    parseTimeline({
      file: "t.yaml",
      content: `kind: timeline\nid: t\nname: { en: T }\nentries:\n  - { id: a, date: "2018-03", text: { en: A }, reportedBy: [{ source: s }] }\n  - { id: b, date: "2018-02-01", text: { en: B }, reportedBy: [{ source: s }]${more} }\n`,
    });
  it("refuses an answer to what is not there or came later, and an end before the beginning", () => {
    const told = (more: string): string => JSON.stringify(given(more));
    expect(told(", answers: [c]")).toContain('no entry \\"c\\" in this timeline');
    expect(told(", answers: [a]")).toContain("an answer is not before what it answers");
    expect(told(', until: "2017"')).toContain("before date, 2018-02-01");
    expect(given("").ok).toBe(true);
  });
});
