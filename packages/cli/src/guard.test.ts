// The guard owns a process's signals and streams, so each case is a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Case {
  readonly json?: boolean;
  /** Body of the work; it can use `signal`, BadInput and Interrupted. */
  readonly work: string;
  readonly environment?: Record<string, string>;
  /** Sent once the work has printed "ready" on standard error. */
  readonly signals?: readonly NodeJS.Signals[];
  readonly pause_ms?: number;
}

const urlOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

async function guarded({ json = false, work, environment = {}, signals = [], pause_ms = 0 }: Case): Promise<Ending> {
  const script = `
    import { guard } from ${urlOf("./guard.ts")};
    import { Interrupted } from ${urlOf("./exit.ts")};
    import { BadInput } from ${urlOf("./host/problems.ts")};
    import { setTimeout as sleep } from "node:timers/promises";
    process.exitCode = await guard(process, { json: ${json} }, async (signal) => { ${work} });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    env: { ...process.env, ...environment },
  });
  const closed = once(child, "close");
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  if (signals.length > 0) await once(child.stderr, "data");
  for (const signal of signals) {
    child.kill(signal);
    await sleep(pause_ms);
  }
  const [code] = (await closed) as [number | null];
  return { code, stdout, stderr: stderr.replace("ready\n", "") };
}

test("work that ends well has its own code", async () => {
  expect(await guarded({ work: "return 1;" })).toEqual({ code: 1, stdout: "", stderr: "" });
});

test("a defect is one sentence with code 70; the stack comes with PARAPET_DEBUG=1", async () => {
  const sentence = "parapet: a defect of ours, not of your input: sum of nothing\n";
  const work = 'throw new RangeError("sum of nothing");';
  expect(await guarded({ work })).toEqual({ code: 70, stdout: "", stderr: sentence });
  const debugged = await guarded({ work, environment: { PARAPET_DEBUG: "1" } });
  expect(debugged.stderr).toMatch(/RangeError: sum of nothing\n +at /);
  const inJson = await guarded({ work, json: true });
  expect(JSON.parse(inJson.stdout)).toEqual({ defect: "sum of nothing" });
});

test("an exception nobody waited for is a defect too", async () => {
  const { code, stderr } = await guarded({
    work: 'void Promise.reject(new Error("late")); await sleep(5000); return 0;',
  });
  expect({ code, stderr }).toEqual({ code: 70, stderr: "parapet: a defect of ours, not of your input: late\n" });
});

test("bad input lists its problems with code 2", async () => {
  const work = 'throw new BadInput([{ file: "a.yaml", line: 1, message: "one" }, { file: "b.yaml", message: "two" }]);';
  expect(await guarded({ work })).toEqual({ code: 2, stdout: "", stderr: "a.yaml:1: one\nb.yaml: two\n" });
});

test("a signal interrupts: code 3, and the work could tidy up", async () => {
  const work = `
    console.error("ready");
    try { await sleep(5000, undefined, { signal }); } finally { console.log("tidied"); }
    return 0;`;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const { code, stdout, stderr } = await guarded({ work, signals: [signal, signal] });
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: "tidied\n",
      stderr: "parapet: interrupted: nothing half written was left behind\n",
    });
  }
});

test("a second signal ends what does not listen", async () => {
  const work = 'console.error("ready"); await sleep(20000); return 0;';
  expect((await guarded({ work, signals: ["SIGINT", "SIGINT"], pause_ms: 1100 })).code).toBe(3);
});
