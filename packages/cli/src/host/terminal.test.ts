import { expect, test } from "vitest";
import { formatTable, hasColour } from "./terminal.ts";

test("columns are aligned, Japanese ones too", () => {
  const rows = [
    ["id", "name", "status"],
    ["sm3-ia", "スタンダード", "read"],
    ["pac-3", "x", ""],
  ];
  expect(formatTable(rows)).toBe("id      name          status\nsm3-ia  スタンダード  read\npac-3   x");
});

test("colour is for terminals whose user wants it", () => {
  const terminal = { isTTY: true } as NodeJS.WriteStream;
  expect(hasColour(terminal, {})).toBe(true);
  expect(hasColour(terminal, { NO_COLOR: "1" })).toBe(false);
  expect(hasColour(terminal, { TERM: "dumb" })).toBe(false);
  expect(hasColour({ isTTY: false } as NodeJS.WriteStream, {})).toBe(false);
});
