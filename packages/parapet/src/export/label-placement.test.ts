import { describe, expect, test } from "vitest";
import { type LabelWish, placeLabels } from "./label-placement.ts";

function at(x: number, y: number, need: "must" | "may" = "must"): LabelWish {
  return { x, y, clearance: 5, width: 60, height: 14, need };
}

describe("placeLabels", () => {
  const frame = { left: 0, top: 0, width: 400, height: 300 };

  test("texts cover neither each other nor symbols and stay in the frame", () => {
    const points = [{ x: 395, y: 100 }, { x: 200, y: 100 }, { x: 215, y: 100 }, { x: 200, y: 112 }]; // prettier-ignore
    const places = placeLabels(points.map(({ x, y }) => at(x, y)), frame); // prettier-ignore
    const boxes = places.map((p) => ({ left: p!.x, top: p!.y - 14, right: p!.x + 60, bottom: p!.y }));
    for (const [i, a] of boxes.entries()) {
      expect(a.right).toBeLessThanOrEqual(400);
      for (const b of boxes.slice(i + 1))
        expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true);
    }
  });

  test("a text that may be left out is, where it would cover another", () => {
    const crowd = Array.from({ length: 40 }, (_, i) => at(200 + (i % 8), 150 + (i % 5)));
    expect(placeLabels(crowd, frame).every((p) => p !== undefined)).toBe(true);
    const optional = Array.from({ length: 40 }, (_, i) => at(200 + (i % 8), 150 + (i % 5), "may"));
    expect(placeLabels(optional, frame)).toContain(undefined);
  });

  test("texts keep clear of what stands there already", () => {
    const [free] = placeLabels([at(200, 100)], frame);
    const [kept] = placeLabels([at(200, 100)], frame, [{ left: free!.x, top: free!.y - 14, width: 60, height: 14 }]);
    expect(
      kept!.x >= free!.x + 60 || kept!.x + 60 <= free!.x || kept!.y <= free!.y - 14 || kept!.y - 14 >= free!.y,
    ).toBe(true);
  });
});
