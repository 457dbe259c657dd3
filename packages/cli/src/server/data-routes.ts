import { readFile } from "node:fs/promises";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { findData, listData, readCatalogue, readGeography } from "../host/data.ts";
import { readVersion } from "../host/version.ts";
import { keepAnswer } from "./keep-answer.ts";

const file = z.object({ file: z.string(), content: z.string() });
const files = z.object({ files: z.array(file) });
const GEOGRAPHIES = ["japan-prefectures", "japan-places", "world-places"] as const;

/** Routes that hand out the shipped files as they are: the page reads them with the library, like the command line. */
export function addDataRoutes(
  app: FastifyInstance,
  { folder, hearsOthers }: { readonly folder: string; readonly hearsOthers: boolean },
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    "/api/version",
    {
      schema: {
        description: "The version of the programme, and whether an outside simulation is heard at /api/live.",
        response: { 200: z.object({ version: z.string(), live: z.boolean() }) },
      },
    },
    async () => ({ version: readVersion(), live: hearsOthers }),
  );
  typed.get(
    "/api/catalogue",
    { schema: { description: "The files of the catalogue, the bibliography first.", response: { 200: files } } },
    keepAnswer(async () => {
      const { bibliography, systems } = await readCatalogue();
      return {
        files: [bibliography, ...systems].map(({ file: name, content }) => ({
          file: name,
          content: Buffer.from(content).toString("utf8"),
        })),
      };
    }),
  );
  for (const kind of ["scenarios", "studies", "claims", "assumptions"] as const) {
    typed.get(
      `/api/${kind}`,
      { schema: { description: `The files of ${kind}/, by name.`, response: { 200: files } } },
      keepAnswer(async () => ({
        files: await Promise.all(
          listData(kind, { folder }).map(async (name) => {
            const path = findData(kind, name, { folder });
            return { file: `${kind}/${name}.yaml`, content: await readFile(path, "utf8") };
          }),
        ),
      })),
    );
  }
  const [prefectures, places, world] = GEOGRAPHIES.map((name) => keepAnswer(() => readGeography(name), Infinity));
  const geographies = { "japan-prefectures": prefectures!, "japan-places": places!, "world-places": world! };
  typed.get(
    "/api/geography/:name",
    {
      schema: {
        description: "Prefectures and populated places with their provenance.",
        params: z.object({ name: z.enum(GEOGRAPHIES) }),
        response: { 200: z.looseObject({}) },
      },
    },
    async (request, reply) => geographies[request.params.name](request, reply),
  );
}
