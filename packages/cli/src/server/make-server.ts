import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import rateLimit from "@fastify/rate-limit";
import serveStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { BadInput } from "../host/problems.ts";
import { readVersion } from "../host/version.ts";
import { workbenchFolder } from "./build-workbench.ts";
import { addDataRoutes } from "./data-routes.ts";
import { addJobRoutes } from "./job-routes.ts";
import { type JobLimits, Jobs } from "./jobs.ts";
import { Verdicts } from "./verdicts.ts";
import { addPageFiles } from "./page-files.ts";
import { guardRequests, type GuardSettings, isLoopback } from "./guard-requests.ts";

export interface ServerSettings extends GuardSettings {
  /** Folder whose scenarios, studies and claims come before the shipped ones. */
  readonly folder: string;
  /** Whether an outside simulation is told of at /api/live. */
  readonly hearsOthers?: boolean;
  /** What jobs may take. */
  readonly limits?: Partial<JobLimits>;
  /** Requests of one address in a minute; where the server listens on this machine alone there is no limit but that on new jobs. */
  readonly requestsPerMinute?: number;
}

const REQUESTS_PER_MINUTE = 1200;

/** The workbench and its HTTP interface, ready to listen. */
export async function makeServer(settings: ServerSettings): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: 6_000_000, forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof BadInput) return reply.code(422).send({ message: error.message, problems: error.problems });
    const code = error.statusCode ?? 500;
    return reply.code(code).send({ message: error.message });
  });
  guardRequests(app, settings);
  const verdicts = new Verdicts(settings.folder);
  const jobs = new Jobs(settings.folder, (verdict, language) => void verdicts.keep(verdict, language), settings.limits);
  app.addHook("onClose", () => jobs.close());
  const isOpen = settings.requestsPerMinute !== undefined || !isLoopback(settings.host);
  await app.register(rateLimit, {
    global: isOpen,
    max: settings.requestsPerMinute ?? REQUESTS_PER_MINUTE,
    timeWindow: "1 minute",
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Parapet",
        description: "The workbench's interface: shipped files as they are, and long work as jobs with progress.",
        version: readVersion(),
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => {
    addDataRoutes(scope, { folder: settings.folder, hearsOthers: settings.hearsOthers === true });
    addJobRoutes(scope, jobs, verdicts);
    scope.get("/api/openapi.json", { schema: { description: "This description." } }, async () => app.swagger());
  });
  addPageFiles(app, workbenchFolder);
  const globe = findGlobe();
  if (globe !== undefined)
    await app.register(serveStatic, { root: globe, prefix: "/cesium/", decorateReply: false, maxAge: "1d" });
  return app;
}

/** The globe library's built files, where it is installed. */
function findGlobe(): string | undefined {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve("cesium/package.json")), "Build", "Cesium");
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}
