import { timelineFileSchema } from "./timeline-file.ts";
import { z } from "zod";
import { assumptionsFileSchema } from "./assumptions-file.ts";
import { bibliographySchema } from "./bibliography.ts";
import { catalogueEntrySchemas } from "./catalogue-entry.ts";
import type { CatalogueKind } from "./catalogue-values.ts";
import { noteOnField } from "./field-notes.ts";
import { noteOnValue } from "./value-notes.ts";
import { claimFileSchema } from "./claim-file.ts";
import type { Schema } from "./fields.ts";
import { bodyFlightSchema, cruiseFlightSchema, interceptorFlightSchema, vehicleFlightSchema } from "./flight-file.ts";
import type { FileType } from "./parse.ts";
import { scenarioFileSchema } from "./scenario-file.ts";
import { studySchemas } from "./study-file.ts";

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of each type of file, for editors and other programs. It knows keys, units and ranges of plain numbers;
 * what needs a calculation, the range of a quantity or a reference to another file, is checked by the parser alone.
 */
export function makeJsonSchemas(): Readonly<Record<FileType, JsonSchema>> {
  return {
    scenario: describe("scenario", "Parapet scenario: who stands where", [scenarioFileSchema]),
    study: describe("study", "Parapet study", Object.values(studySchemas)),
    claim: describe("claim", "Parapet claim: what was said, by whom, and what answers it", [claimFileSchema]),
    assumptions: describe("assumptions", "Parapet assumptions: how one side reads what is published", [
      assumptionsFileSchema,
    ]),
    timeline: describe(
      "timeline",
      "Parapet timeline: what happened when, by whom it was reported, and which claims it bears on",
      [timelineFileSchema],
    ),
    flight: describe("flight", "Parapet flight", [
      bodyFlightSchema,
      vehicleFlightSchema,
      cruiseFlightSchema,
      interceptorFlightSchema,
    ]),
    catalogue: describe(
      "catalogue",
      "Parapet catalogue entry: one system with its published figures",
      Object.values(catalogueEntrySchemas),
    ),
    bibliography: describe("bibliography", "Parapet bibliography", [bibliographySchema]),
  };
}

function describe(name: string, title: string, schemas: readonly Schema<unknown>[]): JsonSchema {
  const parts = schemas.map((schema) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" }) as Record<
      string,
      unknown
    >;
    addNotes(rest, [name, ...kindOf(rest)]);
    return rest;
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:parapet:schema:${name}`,
    title,
    ...(parts.length === 1 ? parts[0] : { anyOf: parts }),
  };
}

type Node = Record<string, unknown>;

/** The kind of an entry or study, the second step of its fields' paths. */
function kindOf(schema: Node): string[] {
  const kind = (schema["properties"] as { readonly kind?: { readonly const?: string } } | undefined)?.kind?.const;
  return kind === undefined ? [] : [kind];
}

/** Puts the sentence about each field before what its type says of itself. */
function addNotes(node: Node, path: readonly string[]): void {
  for (const key of ["anyOf", "oneOf", "allOf"])
    for (const part of (node[key] as Node[] | undefined) ?? []) addNotes(part, path);
  for (const [name, field] of Object.entries((node["properties"] as Record<string, Node> | undefined) ?? {})) {
    const here = [...path, name];
    const note = findNote(here);
    const own = field["description"];
    if (note !== undefined) field["description"] = typeof own === "string" ? `${note}. ${own}` : note;
    addNotes(field, here);
  }
  const { items, additionalProperties: others } = node;
  if (typeof items === "object" && items !== null) addNotes(items as Node, path);
  if (typeof others === "object" && others !== null) addNotes(others as Node, [...path, "*"]);
}

function findNote(path: readonly string[]): string | undefined {
  const [type, kind, group, name] = path;
  if (type === "catalogue" && group === "values" && name !== undefined && path.length === 4 && name !== "*")
    return noteOnValue(kind as CatalogueKind, name);
  return noteOnField(path.filter((step) => step !== "*"));
}
