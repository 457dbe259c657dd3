import { expect, test } from "vitest";
import { describeCommand } from "./command-text.ts";

test("options that change only where and how a command runs are left out", () => {
  const argv = ["--json", "run", "s.yaml", "--seed", "7", "--out", "/tmp/r", "--workers=2", "--runs=9", "--fresh"];
  expect(describeCommand(argv)).toBe("parapet run s.yaml --seed 7 --runs=9");
});

test("words are quoted for a shell where they must be", () => {
  expect(describeCommand(["assess", "--apogee", "2802 km", "it's"])).toBe(
    String.raw`parapet assess --apogee '2802 km' 'it'\''s'`,
  );
});
