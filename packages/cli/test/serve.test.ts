// The server of the workbench: what it hands out, what it refuses.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureWorkbench } from "../src/server/build-workbench.ts";
import { makeServer } from "../src/server/make-server.ts";

const folder = mkdtempSync(join(tmpdir(), "parapet-serve-"));
const HOST = { host: "127.0.0.1:7320" };
let app: FastifyInstance;

beforeAll(async () => {
  await ensureWorkbench(() => undefined);
  app = await makeServer({ host: "127.0.0.1", folder });
}, 180_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the server of the workbench", () => {
  it("hands out the page with a policy that allows nothing from elsewhere and no script in the page", async () => {
    const { statusCode, headers, body } = await app.inject({ url: "/", headers: HOST });
    expect(statusCode).toBe(200);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(/script-src [^;]*/.exec(policy)?.[0]).toBe("script-src 'self' 'wasm-unsafe-eval'");
    expect(body).not.toMatch(/(src|href)="https?:/);
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("hands out the shipped files as they are", async () => {
    for (const kind of ["catalogue", "scenarios", "studies", "claims"]) {
      const { files } = (await app.inject({ url: `/api/${kind}`, headers: HOST })).json() as {
        files: { content: string }[];
      };
      expect(files.length).toBeGreaterThan(2);
      expect(files.every(({ content }) => content.length > 20)).toBe(true);
    }
    const { features } = (await app.inject({ url: "/api/geography/japan-prefectures", headers: HOST })).json() as {
      features: unknown[];
    };
    expect(features).toHaveLength(47);
  });

  it("refuses places outside its folders, other hosts' pages and unknown work", async () => {
    const ask = (url: string, headers: Record<string, string> = HOST): Promise<number> =>
      app.inject({ url, headers }).then(({ statusCode }) => statusCode);
    for (const url of [
      "/../../../etc/passwd",
      "/..%2f..%2f..%2fetc/passwd",
      "/api/geography/..%2fsecret",
      "/cesium/../../package.json",
    ])
      expect(await ask(url), url).toBeGreaterThanOrEqual(400);
    expect(await ask("/", { host: "evil.example" })).toBe(421);
    expect(await ask("/api/jobs", { ...HOST, origin: "http://evil.example" })).toBe(403);
    const start = (payload: object): Promise<number> =>
      app.inject({ method: "POST", url: "/api/jobs", headers: HOST, payload }).then(({ statusCode }) => statusCode);
    expect(await start({ kind: "erase" })).toBe(400);
    expect(await start({ kind: "check", claims: ["../../secret"], language: "en" })).toBe(400);
    expect(await ask("/api/jobs/00000000-0000-4000-8000-000000000000")).toBe(404);
    expect(await ask("/api/jobs/00000000-0000-4000-8000-000000000000/files/..%2f..%2fpackage.json")).toBe(404);
  });

  it("describes its interface from the schemas that it checks by", async () => {
    const api = (await app.inject({ url: "/api/openapi.json", headers: HOST })).json() as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(api.openapi).toBe("3.1.0");
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining(["/api/jobs", "/api/jobs/{id}/events", "/api/claims"]),
    );
    expect(JSON.stringify(api.paths["/api/jobs"]?.["post"])).toContain("claims");
  });

  it("knows of its jobs when it is started again: what was under way has stopped and can go on", async () => {
    const place = mkdtempSync(join(tmpdir(), "parapet-serve-again-"));
    const jobsOf = async (
      server: FastifyInstance,
    ): Promise<readonly { id: string; status: string; canResume: boolean }[]> =>
      ((await server.inject({ url: "/api/jobs", headers: HOST })).json() as { jobs: never }).jobs;
    const first = await makeServer({ host: "127.0.0.1", folder: place });
    const start = async (): Promise<string> => {
      const payload = { kind: "run", study: "layers-of-japan", language: "en" };
      return (
        (await first.inject({ method: "POST", url: "/api/jobs", headers: HOST, payload })).json() as { id: string }
      ).id;
    };
    const [running, waiting] = [await start(), await start()];
    expect((await jobsOf(first)).map(({ id, status }) => [id, status])).toEqual([
      [waiting, "waiting"],
      [running, "running"],
    ]);
    const resume = (server: FastifyInstance, id: string): Promise<number> =>
      server
        .inject({ method: "POST", url: `/api/jobs/${id}/resume`, headers: HOST })
        .then(({ statusCode }) => statusCode);
    expect(await resume(first, running)).toBe(409);
    await first.close();
    const second = await makeServer({ host: "127.0.0.1", folder: place });
    expect(await jobsOf(second)).toMatchObject([
      { id: waiting, status: "cancelled", canResume: true },
      { id: running, status: "cancelled", canResume: true },
    ]);
    expect(await resume(second, running)).toBe(202);
    expect((await jobsOf(second))[1]).toMatchObject({ id: running, status: "running", canResume: false });
    await second.close();
    rmSync(place, { recursive: true, force: true });
  });

  it("asks visitors for its token where it does not listen on this machine alone", async () => {
    const open = await makeServer({ host: "0.0.0.0", folder, token: "a-token-of-some-length" });
    const ask = (url: string, headers: Record<string, string> = {}): Promise<number> =>
      open.inject({ url, headers: { host: "lab.example:7320", ...headers } }).then(({ statusCode }) => statusCode);
    expect(await ask("/")).toBe(401);
    expect(await ask("/?token=a-token-of-same-length")).toBe(401);
    expect(await ask("/?token=a-token-of-some-length")).toBe(200);
    expect(await ask("/api/version", { cookie: "parapet=a-token-of-some-length" })).toBe(200);
    expect(await ask("/api/version", { authorization: "Bearer a-token-of-some-length" })).toBe(200);
    await open.close();
  });

  const post = (server: FastifyInstance, payload: object | string, headers: Record<string, string> = {}): Promise<{ statusCode: number; body: string }> =>
    server.inject({ method: "POST", url: "/api/jobs", headers: { ...HOST, "content-type": "application/json", ...headers }, payload }); // prettier-ignore

  it("reads no body over its limit, and no study over its own", async () => {
    const job = { kind: "run", study: "x", scenario: "y".repeat(7_000_000), language: "en" };
    expect((await post(app, job)).statusCode).toBe(413);
    expect((await post(app, { ...job, scenario: "", study: "x".repeat(1_000_001) })).statusCode).toBe(400);
    expect((await post(app, "{ not json")).statusCode).toBe(400);
    expect((await post(app, "a=b", { "content-type": "text/plain" })).statusCode).toBe(400);
  });

  it("ends a job over its budget and says so, and takes no more work than may wait", async () => {
    const small = await makeServer({ host: "127.0.0.1", folder, limits: { budget_s: 0.5, waiting: 1 } });
    const study = { kind: "run", study: "layers-of-japan", seed: 77, runs: 100_000, language: "en" };
    const answers = [await post(small, study), await post(small, study), await post(small, study)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 429]);
    expect(answers[2]!.body).toContain("too much work waits");
    const { id } = JSON.parse(answers[0]!.body) as { id: string };
    let state = { status: "", message: "" };
    while (state.status !== "failed") {
      await sleep(100);
      state = (await small.inject({ url: `/api/jobs/${id}`, headers: HOST })).json();
      expect(["waiting", "running", "failed"]).toContain(state.status);
    }
    expect(state.message).toBe("stopped: a job may take 0.5 s here; parapet run on the command line has no such limit");
    await small.close();
  });

  it("limits new jobs everywhere, and requests where others than this machine can ask", async () => {
    const many = await makeServer({ host: "127.0.0.1", folder });
    const codes = new Set<number>();
    for (let i = 0; i < 70; i++) codes.add((await post(many, { kind: "erase" })).statusCode);
    expect([...codes]).toEqual([400, 429]);
    for (let i = 0; i < 100; i++) expect((await many.inject({ url: "/api/version", headers: HOST })).statusCode).toBe(200); // prettier-ignore
    await many.close();
    const token = "a-token-of-some-length";
    const open = await makeServer({ host: "0.0.0.0", folder, token, requestsPerMinute: 20 });
    const headers = { host: "lab.example:7320", authorization: `Bearer ${token}` };
    const asked = [];
    for (let i = 0; i < 30; i++) asked.push((await open.inject({ url: "/api/version", headers })).statusCode);
    expect(asked).toEqual([...Array<number>(20).fill(200), ...Array<number>(10).fill(429)]);
    await open.close();
  });

  it("hands out its page compressed and named by content, its lists with a tag that spares what is known", async () => {
    const page = await app.inject({ url: "/", headers: HOST });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)![1]!;
    const plain = await app.inject({ url: script, headers: HOST });
    const small = await app.inject({ url: script, headers: { ...HOST, "accept-encoding": "gzip, br" } });
    expect(brotliDecompressSync(small.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(small.headers["cache-control"]).toContain("immutable");
    const list = await app.inject({ url: "/api/claims", headers: HOST });
    const again = await app.inject({ url: "/api/claims", headers: { ...HOST, "if-none-match": String(list.headers.etag) } }); // prettier-ignore
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });
});
