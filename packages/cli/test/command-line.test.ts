// The real binary in a process of its own, as a person or a script would start it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { binary, runParapet } from "./spawn-parapet.ts";
import type { Ending } from "./spawn-parapet.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-command-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const parapet = (argv: readonly string[]): Promise<Ending> => runParapet(folder, argv);

test("--version and --help are answers", async () => {
  expect(await parapet(["--version"])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: "",
  });
  const help = await parapet(["--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const verb of [
    "demo",
    "check",
    "run",
    "fly",
    "assess",
    "assign",
    "catalogue",
    "validate",
    "export",
    "serve",
    "worker",
  ]) {
    expect(help.stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
    const own = await parapet([verb, "--help"]);
    expect(own).toMatchObject({ code: 0, stderr: "" });
    expect(own.stdout).toContain(`Examples:\n  parapet ${verb}`);
  }
  expect((await parapet([])).stdout.trim()).toBe(help.stdout.trim());
});

test("a wrong command line is refused with one sentence and code 2", async () => {
  for (const [argv, sentence] of [
    [["chek"], "parapet: unknown command 'chek' (did you mean check?)"],
    [["run", "x.yaml", "--sed", "3"], "parapet: unknown option '--sed' (did you mean --seed?)"],
    [
      ["run", "x.yaml", "--seed", "-3"],
      "parapet: option '--seed <n>' argument '-3' is invalid. A whole number, 0 or more, is needed.",
    ],
    [
      ["run", "x.yaml", "--runs", "0"],
      "parapet: option '--runs <n>' argument '0' is invalid. A whole number, 1 or more, is needed.",
    ],
    [["run"], "parapet: missing required argument 'file'"],
    [["catalogue", "lst"], "parapet: unknown command 'lst' (did you mean list?)"],
  ] as const) {
    expect(await parapet(argv)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  }
});

test("with --json a refusal is one JSON document too", async () => {
  const { code, stdout, stderr } = await parapet(["--json", "run", "none.yaml"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ problems: [{ file: "none.yaml", message: "there is no such file" }] });
  expect(stderr).toBe("none.yaml: there is no such file\n");
});

test("a reader that goes away is no failure", async () => {
  const child = spawn(process.execPath, [binary, "--help"], { cwd: folder });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout.destroy();
  expect([(await once(child, "close"))[0], stderr]).toEqual([0, ""]);
});

test("an old Node hands over to the one of the workspace, with streams and exit code", async () => {
  const pretendOld = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.0.0"}})`;
  const child = spawn(process.execPath, ["--import", pretendOld, binary, "chek"], { cwd: folder });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  expect({ code, stderr }).toEqual({ code: 2, stderr: "parapet: unknown command 'chek' (did you mean check?)\n" });
});
