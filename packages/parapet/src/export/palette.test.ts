import { expect, test } from "vitest";
import { colourParts, TOKENS } from "./palette.ts";

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = colourParts(colour).map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each(["light", "dark"] as const)("inks have a contrast of 4.5 : 1 on %s ground, marks of 3 : 1", (ground) => {
  const colour = (name: string): string => TOKENS[name]![ground];
  for (const paper of ["paper", "panel", "sea"]) {
    for (const ink of ["ink", "faint", "link"])
      expect(contrast(colour(ink), colour(paper)), ink).toBeGreaterThanOrEqual(4.5);
    for (const mark of ["defender", "threat", "other", "coast"])
      expect(contrast(colour(mark), colour(paper)), mark).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(colour("ink"), colour("abroad"))).toBeGreaterThanOrEqual(4.5);
});

test("colours that are none are refused", () => {
  expect(() => colourParts("red")).toThrow(/#0072b2/);
});
