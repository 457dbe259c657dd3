import { expect, test } from "vitest";
import { formatTable } from "./terminal.ts";

test("columns are aligned, Japanese ones too", () => {
  const rows = [
    ["id", "name", "status"],
    ["sm3-ia", "スタンダード", "read"],
    ["pac-3", "x", ""],
  ];
  expect(formatTable(rows)).toBe("id      name          status\nsm3-ia  スタンダード  read\npac-3   x");
});
