import { createReadStream } from "node:fs";
import { extname } from "node:path";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { jobRequest, jobState, type JobState, jobVerdict } from "./job-types.ts";
import type { Jobs } from "./jobs.ts";
import { keepAnswer, type KeptAnswer } from "./keep-answer.ts";
import type { Verdicts } from "./verdicts.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".kml": "application/vnd.google-earth.kml+xml",
  ".svg": "image/svg+xml",
  ".csv": "text/csv; charset=utf-8",
  ".yaml": "text/yaml; charset=utf-8",
};
const failure = z.object({ message: z.string() });
const idParams = z.object({ id: z.uuid() });

/** Routes for long work: start, watch (server-sent events), cancel, and the files that it made. */
export function addJobRoutes(app: FastifyInstance, jobs: Jobs, verdicts: Verdicts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    "/api/jobs",
    {
      config: { rateLimit: { max: 60, timeWindow: "1 minute" } },
      schema: { description: "Starts long work.", body: jobRequest, response: { 202: jobState, 429: failure } },
    },
    async (request, reply) => {
      const job = jobs.start(request.body);
      if (job === undefined)
        return reply.code(429).send({ message: "too much work waits already; ask again when some of it is done" });
      return reply.code(202).send(job);
    },
  );
  typed.get(
    "/api/jobs",
    { schema: { description: "The jobs, newest first.", response: { 200: z.object({ jobs: z.array(jobState) }) } } },
    async () => ({ jobs: [...jobs.list()] }),
  );
  typed.get(
    "/api/jobs/:id",
    { schema: { description: "One job.", params: idParams, response: { 200: jobState, 404: failure } } },
    async (request, reply) => jobs.find(request.params.id) ?? reply.code(404).send({ message: "there is no such job" }),
  );
  typed.delete(
    "/api/jobs/:id",
    { schema: { description: "Cancels a job.", params: idParams, response: { 202: z.object({}) } } },
    async (request, reply) => {
      jobs.cancel(request.params.id);
      return reply.code(202).send({});
    },
  );
  typed.post(
    "/api/jobs/:id/resume",
    {
      config: { rateLimit: { max: 60, timeWindow: "1 minute" } },
      schema: {
        description: "Lets a job that stopped before its end go on where it did.",
        params: idParams,
        response: { 202: jobState, 409: failure },
      },
    },
    async (request, reply) => {
      const state = jobs.resume(request.params.id);
      return state === undefined
        ? reply.code(409).send({ message: "there is no such job, or it has not stopped" })
        : reply.code(202).send(state);
    },
  );
  typed.get(
    "/api/jobs/:id/events",
    {
      schema: {
        description: "The job's state at every change, as server-sent events (text/event-stream).",
        params: idParams,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const state = jobs.find(id);
      if (state === undefined) return reply.code(404).send({ message: "there is no such job" });
      reply.hijack();
      reply.raw.writeHead(200, {
        ...reply.getHeaders(),
        "content-type": "text/event-stream",
        "cache-control": "no-store",
      } as Record<string, string>);
      const send = (now: JobState): void => {
        reply.raw.write(`data: ${JSON.stringify(now)}\n\n`);
        if (["done", "failed", "cancelled"].includes(now.status)) reply.raw.end();
      };
      const stop = jobs.listen(id, send);
      request.raw.on("close", stop);
      send(state);
      return reply;
    },
  );
  typed.get(
    "/api/jobs/:id/files/*",
    { schema: { description: "A file that the job made.", params: z.object({ id: z.uuid(), "*": z.string() }) } },
    async (request, reply) => {
      const path = jobs.pathOf(request.params.id, request.params["*"]);
      if (path === undefined) return reply.code(404).send({ message: "the job has no such file" });
      return reply.type(TYPES[extname(path)] ?? "application/octet-stream").send(createReadStream(path));
    },
  );
  const list = (language: "en" | "ja"): KeptAnswer =>
    keepAnswer(async () => ({ verdicts: await verdicts.list(language) }));
  const kept = { en: list("en"), ja: list("ja") };
  typed.get(
    "/api/verdicts",
    {
      schema: {
        description: "Verdicts that were found here with these files and this version.",
        querystring: z.object({ language: z.enum(["en", "ja"]).default("en") }),
        response: { 200: z.object({ verdicts: z.array(jobVerdict) }) },
      },
    },
    async (request, reply) => kept[request.query.language](request, reply),
  );
}
