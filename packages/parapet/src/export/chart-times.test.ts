import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { drawTimes } from "./chart-times.ts";

const rows = [
  { label: "Upper", hits: [0, 0, 0, 4, 2, 0], misses: [0, 0, 0, 0, 2, 0] },
  { label: "Lower", hits: [0, 0, 0, 0, 0, 0], misses: [0, 0, 0, 0, 0, 0] },
];
const draw = (): SVGSVGElement =>
  new JSDOM(
    drawTimes({ language: "en", title: "When?", bin_s: 60, rows, idPrefix: "t" }),
  ).window.document.querySelector("svg")!;
const heights = (kind: string): number[] =>
  [...draw().querySelectorAll(`rect.${kind}`)].map((bar) => Number(bar.getAttribute("height")));

describe("chart of times", () => {
  it("draws bars as high as their counts, the fullest of a layer over its whole row", () => {
    // The last one of each kind is the legend's.
    expect(heights("pp-bar-high").slice(0, -1)).toEqual([64, 32]);
    expect(heights("pp-bar-low").slice(0, -1)).toEqual([0, 32]);
  });
  it("tells what it shows in words, also of a layer that never fires", () => {
    expect(draw().querySelector("desc")!.textContent).toBe("Upper: 180–300 s; Lower: no round fired");
    expect(draw().textContent).toContain("8 rounds");
  });
  it("has an axis in minutes that begins one bin before the first round", () => {
    const ticks = [...draw().querySelectorAll("text")].map(({ textContent }) => textContent);
    expect(ticks).toContain("2");
    expect(ticks).not.toContain("0");
  });
});
