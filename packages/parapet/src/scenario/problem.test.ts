import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findNearest, suggest } from "./nearest.ts";
import {
  compareProblems,
  describeFound,
  escapeInvisible,
  formatProblem,
  hasErrors,
  INVISIBLE,
  quoteShort,
} from "./problem.ts";
import type { Problem } from "./problem.ts";

const problem: Problem = {
  file: "a.yaml",
  line: 3,
  column: 7,
  path: "units.0.id",
  found: '"X"',
  message: "not an id",
  severity: "error",
};

test("a problem is one line: file, line, column, path, message", () => {
  expect(formatProblem(problem)).toBe("a.yaml:3:7 units.0.id: not an id");
  expect(formatProblem({ ...problem, path: "" })).toBe("a.yaml:3:7: not an id");
  expect(formatProblem({ ...problem, severity: "warning" })).toBe("a.yaml:3:7 units.0.id: warning: not an id");
  expect(hasErrors([{ ...problem, severity: "warning" }])).toBe(false);
  expect(hasErrors([{ ...problem, severity: "warning" }, problem])).toBe(true);
});

test("problems are ordered by file, then line, then column, as numbers", () => {
  const places: readonly [string, number, number][] = [
    ["b", 1, 1],
    ["a", 10, 1],
    ["a", 9, 12],
    ["a", 9, 2],
  ];
  const sorted = places
    .map(([file, line, column]): Problem => Object.assign({}, problem, { file, line, column }))
    .sort(compareProblems);
  expect(sorted.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    "a:9:2",
    "a:9:12",
    "a:10:1",
    "b:1:1",
  ]);
});

test("what stands in a file is described in a few words", () => {
  expect(describeFound("x")).toBe('"x"');
  expect(describeFound(null)).toBe("an empty value");
  expect(describeFound([1, 2])).toBe("a list of 2");
  expect(describeFound({})).toBe("a group of keys");
  expect(quoteShort("y".repeat(100))).toBe(`"${"y".repeat(61)}..."`);
  expect(escapeInvisible("a\u202eb\ud800")).toBe("a\\u202eb\\ud800");
});

test("no text, however strange, gets to a terminal as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => void expect(quoteShort(text).search(INVISIBLE)).toBe(-1)),
  );
});

test("the nearest name is found through misspelling, not through guessing", () => {
  const names = ["sm3-ia", "sm3-iia", "thaad", "latitude"];
  expect(findNearest("SM3-IIA", names)).toBe("sm3-iia");
  expect(findNearest("taahd", names)).toBe("thaad");
  expect(findNearest("latidude", names)).toBe("latitude");
  expect(findNearest("patriot", names)).toBeUndefined();
  expect(findNearest("x".repeat(10_000), names)).toBeUndefined();
  expect(suggest("lattitude", names)).toBe("; did you mean latitude?");
  expect(suggest("colour", names)).toBe("");
});
