import type { AssumptionsFile } from "./assumptions-file.ts";
import { assumptionsFileSchema } from "./assumptions-file.ts";
import type { BibliographyFile } from "./bibliography.ts";
import { bibliographySchema } from "./bibliography.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { catalogueEntrySchemas } from "./catalogue-entry.ts";
import type { CatalogueKind } from "./catalogue-values.ts";
import { CATALOGUE_KINDS } from "./catalogue-values.ts";
import type { ClaimFile } from "./claim-file.ts";
import { claimFileSchema } from "./claim-file.ts";
import { explainIssues } from "./explain.ts";
import type { Schema } from "./fields.ts";
import type { FlightFile } from "./flight-file.ts";
import { bodyFlightSchema, cruiseFlightSchema, interceptorFlightSchema, vehicleFlightSchema } from "./flight-file.ts";
import { suggest } from "./nearest.ts";
import type { Position, Problem } from "./problem.ts";
import { describeFound } from "./problem.ts";
import type { ScenarioFile } from "./scenario-file.ts";
import { scenarioFileSchema } from "./scenario-file.ts";
import type { StudyFile, StudyKind } from "./study-file.ts";
import { type TimelineFile, timelineFileSchema } from "./timeline-file.ts";
import { studySchemas } from "./study-file.ts";
import type { Source } from "./yaml-source.ts";
import type { Path, YamlValues } from "./yaml-values.ts";
import { readYaml } from "./yaml-values.ts";

/** What each type of file holds. */
export interface FileTypes {
  readonly scenario: ScenarioFile;
  readonly study: StudyFile;
  readonly claim: ClaimFile;
  readonly assumptions: AssumptionsFile;
  readonly timeline: TimelineFile;
  readonly flight: FlightFile;
  readonly catalogue: CatalogueEntry;
  readonly bibliography: BibliographyFile;
}
export type FileType = keyof FileTypes;

/** A file that its schema accepts. `locate` leads from a path in `value` back to the line. */
export interface ParsedFile<T extends FileType = FileType> {
  readonly ok: true;
  readonly type: T;
  readonly file: string;
  readonly value: FileTypes[T];
  readonly locate: (path: Path) => Position;
}

/** Any accepted file, to be told apart by `type`. */
export type AnyParsedFile = { [T in FileType]: ParsedFile<T> }[FileType];

/** A file that is refused, with every problem that was found. */
export interface RefusedFile {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/**
 * Reads one file of whatever type, which its key `kind` tells (a bibliography has `entries` instead): all problems at once,
 * each with its line and column, sorted as in the file. Never throws on what a file holds; quantities come out in SI.
 */
export function parseFile(source: Source): AnyParsedFile | RefusedFile {
  return parseAs(source, undefined) as AnyParsedFile | RefusedFile;
}

/** Reads a scenario; a file of another type is a problem. */
export function parseScenario(source: Source): ParsedFile<"scenario"> | RefusedFile {
  return parseAs(source, "scenario");
}

/** Reads a study of any kind; a file of another type is a problem. */
export function parseStudy(source: Source): ParsedFile<"study"> | RefusedFile {
  return parseAs(source, "study");
}

/** Reads a claim; a file of another type is a problem. */
export function parseClaim(source: Source): ParsedFile<"claim"> | RefusedFile {
  return parseAs(source, "claim");
}

/** Reads a set of assumptions; a file of another type is a problem. */
export function parseAssumptions(source: Source): ParsedFile<"assumptions"> | RefusedFile {
  return parseAs(source, "assumptions");
}

/** Reads a timeline; a file of another type is a problem. */
export function parseTimeline(source: Source): ParsedFile<"timeline"> | RefusedFile {
  return parseAs(source, "timeline");
}

/** Reads a flight; a file of another type is a problem. */
export function parseFlight(source: Source): ParsedFile<"flight"> | RefusedFile {
  return parseAs(source, "flight");
}

/** Reads one system of the catalogue; a file of another type is a problem. */
export function parseCatalogueEntry(source: Source): ParsedFile<"catalogue"> | RefusedFile {
  return parseAs(source, "catalogue");
}

/** Reads the bibliography; a file of another type is a problem. */
export function parseBibliography(source: Source): ParsedFile<"bibliography"> | RefusedFile {
  return parseAs(source, "bibliography");
}

const STUDY_KINDS = Object.keys(studySchemas) as StudyKind[];
const KINDS: Readonly<Record<FileType, readonly string[]>> = {
  scenario: ["scenario"],
  study: STUDY_KINDS,
  claim: ["claim"],
  assumptions: ["assumptions"],
  timeline: ["timeline"],
  flight: ["flight"],
  catalogue: CATALOGUE_KINDS,
  bibliography: ["bibliography"],
};
const TYPES = Object.keys(KINDS) as FileType[];

function parseAs<T extends FileType>(source: Source, wanted: T | undefined): ParsedFile<T> | RefusedFile {
  const values = readYaml(source);
  if (!values.ok) return values;
  const found = chooseSchema(values, wanted);
  if ("problem" in found) return { ok: false, problems: [found.problem] };
  const result = found.schema.safeParse(values.value, { reportInput: true });
  if (!result.success) return { ok: false, problems: explainIssues(result.error.issues, values) };
  // chooseSchema has seen to it that the schema is that of the type.
  return {
    ok: true,
    type: found.type as T,
    file: source.file,
    value: result.data as FileTypes[T],
    locate: values.locate,
  };
}

type Choice = { readonly type: FileType; readonly schema: Schema<unknown> } | { readonly problem: Problem };

function chooseSchema(values: YamlValues, wanted: FileType | undefined): Choice {
  const top = values.value;
  const refuse = (path: Path, message: string, found: string, wouldDo?: string): Choice => ({
    problem: {
      file: values.file,
      ...values.locate(path),
      path: path.join("."),
      found,
      message,
      severity: "error",
      ...(wouldDo === undefined ? {} : { wouldDo }),
    },
  });
  if (typeof top !== "object" || top === null || Array.isArray(top))
    return refuse(
      [],
      `${describeFound(top)} found; a file holds a group of keys, the first of them kind`,
      describeFound(top),
    );
  const group = top as Readonly<Record<string, unknown>>;
  const known =
    wanted === undefined
      ? [...new Set(TYPES.filter((type) => type !== "bibliography").flatMap((type) => KINDS[type]))]
      : KINDS[wanted];
  const wouldDo = known.join(", ");
  const kind = group["kind"];
  if (kind === undefined) {
    const type = wanted ?? (Object.hasOwn(group, "entries") ? "bibliography" : undefined);
    if (type === "bibliography") return { type, schema: bibliographySchema };
    return refuse(["kind"], `missing; kind says what the file is: ${wouldDo}`, "", wouldDo);
  }
  // A study and an entry of the catalogue may be of one kind, "cost"; an entry has values and a study none.
  const types = TYPES.filter((each) => KINDS[each].some((name) => name === kind));
  const likely = Object.hasOwn(group, "values") ? "catalogue" : "study";
  const type = types.find((each) => each === wanted) ?? types.find((each) => each === likely) ?? types[0];
  if (type === undefined) {
    const hint = typeof kind === "string" ? suggest(kind, known) : "";
    return refuse(
      ["kind"],
      `${describeFound(kind)} is no kind of file${hint || `; known are ${wouldDo}`}`,
      describeFound(kind),
      wouldDo,
    );
  }
  if (wanted !== undefined && type !== wanted)
    return refuse(
      ["kind"],
      `"${String(kind)}" found; a ${wanted} file is due here (kind: ${wouldDo})`,
      `"${String(kind)}"`,
      wouldDo,
    );
  return { type, schema: schemaFor(type, kind as string, group) };
}

function schemaFor(type: FileType, kind: string, group: Readonly<Record<string, unknown>>): Schema<unknown> {
  switch (type) {
    case "scenario":
      return scenarioFileSchema;
    case "study":
      return studySchemas[kind as StudyKind];
    case "claim":
      return claimFileSchema;
    case "assumptions":
      return assumptionsFileSchema;
    case "timeline":
      return timelineFileSchema;
    case "flight":
      if (Object.hasOwn(group, "vehicle")) return vehicleFlightSchema;
      if (Object.hasOwn(group, "cruise")) return cruiseFlightSchema;
      return Object.hasOwn(group, "interceptor") ? interceptorFlightSchema : bodyFlightSchema;
    case "catalogue":
      return catalogueEntrySchemas[kind as CatalogueKind];
    case "bibliography":
      return bibliographySchema;
  }
}
