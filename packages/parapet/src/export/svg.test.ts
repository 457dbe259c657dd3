import { describe, expect, test } from "vitest";
import { SVG_STYLE, svgDocument, textWidth, wrapText } from "./svg.ts";

describe("wrapText", () => {
  test("no line is wider than asked, nothing is lost, in both scripts", () => {
    for (const text of [
      "Lambert azimuthal equal-area projection, centre 36° N, 138° E.",
      "配置は2018年8月の報道による。海岸線と都道府県：Natural Earth。地名と人口：GeoNames（CC BY 4.0）。",
    ]) {
      const lines = wrapText(text, 12, 150);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(162);
      expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      for (const line of lines) expect(line).not.toMatch(/^[。、）]/);
    }
  });
});

describe("svgDocument", () => {
  const options = { width: 10, height: 20, idPrefix: "a", title: "A < B & C", description: '"quoted"', body: [] };

  test("escapes its texts and carries its own style", () => {
    const svg = svgDocument(options);
    expect(svg).toContain('<title id="a-title">A &lt; B &amp; C</title><desc id="a-desc">&quot;quoted&quot;</desc>');
    expect(svg).toContain(`<style>${SVG_STYLE}</style>`);
  });

  test("refuses a prefix that would break ids", () => {
    expect(() => svgDocument({ ...options, idPrefix: 'a"b' })).toThrow(/needs a prefix/);
  });

  test("every colour a rule names is a token", () => {
    const used = [...SVG_STYLE.matchAll(/var\(--pp-(\w+)\)/g)].map((match) => match[1]!);
    for (const name of used) expect(SVG_STYLE).toContain(`--pp-${name}:#`);
  });
});
