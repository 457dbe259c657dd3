import { expect, test } from "vitest";
import { BadInput, escapeControls, formatProblem, refuse } from "./problems.ts";

test("a problem names file, line, column, path and message", () => {
  const problem = {
    file: "s.yaml",
    line: 7,
    column: 10,
    path: "sites.1.latitude",
    message: "139.7 deg is over 90 deg",
  };
  expect(formatProblem(problem)).toBe("s.yaml:7:10 sites.1.latitude: 139.7 deg is over 90 deg");
});

test("what is not known is left out", () => {
  expect(formatProblem({ file: "s.yaml", path: "", message: "empty" })).toBe("s.yaml: empty");
  expect(formatProblem({ message: "unknown option" })).toBe("parapet: unknown option");
  expect(formatProblem({ file: "s.yaml", line: 2, message: "odd", severity: "warning" })).toBe(
    "s.yaml:2: warning: odd",
  );
});

test("bad input shows all its problems", () => {
  const error = new BadInput([
    { file: "a", message: "one" },
    { file: "b", message: "two" },
  ]);
  expect(error.message).toBe("a: one\nb: two");
  expect(refuse("no", "c").problems).toEqual([{ file: "c", message: "no" }]);
});

test("a hostile text cannot steer the terminal", () => {
  expect(escapeControls("a\u001b[31m\u0000\ud800\nb")).toBe(String.raw`a\u001b[31m\u0000\ud800\u000ab`);
  expect(escapeControls("イージス 🚀 é")).toBe("イージス 🚀 é");
});
