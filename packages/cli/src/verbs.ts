import { Argument, InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { ExplainOptions } from "./commands/explain.ts";
import type { ImportOptions } from "./commands/import.ts";
import type { ExportOptions } from "./commands/export.ts";
import type { ServeOptions } from "./commands/serve.ts";
import type { RunOptions } from "./commands/run.ts";
import type { Answer, Session } from "./session.ts";

/** Performs a verb: `command` knows the options that were given. */
type PerformVerb = (command: Command, run: (session: Session) => Promise<Answer>) => Promise<void>;

/** Adds the ten verbs; the code of a verb is loaded when it is performed and not before. */
export function addVerbs(program: Command, perform: PerformVerb): void {
  const addVerb = (name: string, description: string, examples: readonly string[]): Command =>
    program.command(name).description(description).addHelpText("after", listExamples(examples));

  addVerb("demo", "Run the flagship study on the shipped scenario: a verdict here, a report on disk.", [
    "parapet demo",
    "parapet demo --language ja --out /tmp/demo",
  ]).action(async (_options, command: Command) =>
    perform(command, async (session) => (await import("./commands/demo.ts")).runDemo(session)),
  );

  addVerb("check", "Judge public claims: supported, refuted, depends or not computable. All of them without a name.", [
    "parapet check",
    "parapet check two-sites-cover-japan --json",
    "parapet check two-sites-cover-japan --assumptions critic",
    "parapet check --dossier dossier.html",
  ])
    .argument("[claim...]", "names of claims in claims/, or claim files")
    .option(
      "--assumptions <sets>",
      "all: side by side under every set in assumptions/; none; or one set, by name or as a file, to judge by",
      "all",
    )
    .option("--dossier <file>", "one page of all these claims, with the timeline of the debate, to read or to print")
    .action(async (claims: string[], options: { assumptions: string; dossier?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/check.ts")).checkClaims(claims, options, session)),
    );

  addVerb("run", "Run a study or a scenario; the file's `kind` says which.", [
    "parapet run studies/two-sites-cover-japan.yaml",
    "parapet run scenarios/japan-2018.yaml --runs 1000 --seed 3 --out /tmp/raid",
  ])
    .argument("<file>", "a study or scenario file")
    .option("--resume", "go on where an interrupted run stopped")
    .option(
      "--assumptions <set>",
      "a set in assumptions/, by name or as a file, in the place of the catalogue's values",
    )
    .option("--queue <url>", "share the work over the workers of a queue, redis://host:port")
    .option(
      "--shard <i/n>",
      "do only this share of the work and write a part of the result, 3/16; merge joins the parts",
    )
    .option("--after <dir>", "with --shard: the parts of the round before, for work that rests on all of them")
    .option(
      "--bundle <file>",
      "also write study, scenario and answer into one file; run with that file computes again and compares",
    )
    .action(async (file: string, options: RunOptions, command: Command) =>
      perform(command, async (session) => (await import("./commands/run.ts")).runFile(file, options, session)),
    );

  addVerb("merge", "Join the parts of a study that were computed with --shard: the same bytes as from one machine.", [
    "parapet merge results/japan-2018-1a2b3c4d-parts",
    "parapet merge parts/*.part --out /tmp/raid",
  ])
    .argument("<part...>", "all parts of a study, or folders that hold them")
    .option("--queue <url>", "let the workers of a queue compute what rests on the parts")
    .action(async (parts: string[], options: { queue?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/merge.ts")).merge(parts, options, session)),
    );

  addVerb(
    "fly",
    "Fly one flight file: a bare body from a state, a vehicle from a launch point to an aim point, a cruise missile over way points, or an interceptor guided to a predicted point.",
    [
      "parapet fly flight.yaml",
      "parapet fly flight.yaml --json > flight.json",
      "parapet fly examples/flights/cruise-sea-skimming.yaml",
      "parapet fly examples/flights/guided-intercept.yaml --out results",
    ],
  )
    .argument("<file>", "a flight file")
    .action(async (file: string, _options, command: Command) =>
      perform(command, async (session) => (await import("./commands/fly.ts")).fly(file, session)),
    );

  addVerb("assess", "Judge an announced flight: can it have been ballistic, with these figures?", [
    'parapet assess --apogee "2802 km" --range "933 km" --time "37 min" --from "39.87,125.27" --bearing "86 deg"',
  ])
    .option("--apogee <height>", 'greatest height, "2802 km"')
    .option("--range <distance>", 'distance on the ground, "933 km"')
    .option("--time <duration>", 'duration of the flight, "37 min"; without it only bound and simulated time are shown')
    .option("--from <latitude,longitude>", 'launch point in degrees, "39.87,125.27"')
    .option("--bearing <angle>", 'direction of the flight from north, "86 deg"')
    .option("--launch-time <instant>", 'for times of day, "2017-07-04T09:40+09:00"')
    .option("--class <ids>", 'only these threats of the catalogue, "icbm-liquid" or "irbm,icbm-solid"')
    .option("--scenario <name>", 'radars of this scenario instead of the catalogue\'s sites, "japan-2018"')
    .action(async (options: Record<string, string>, command: Command) =>
      perform(command, async (session) => (await import("./commands/assess.ts")).assess(options, session)),
    );

  addVerb("assign", "Solve one weapon-target assignment instance.", [
    "parapet assign instance.txt --json",
    'parapet assign instance.txt --time-limit "30 s"',
  ])
    .argument(
      "<file>",
      "plain numbers: weapons, targets, rounds per weapon; a value per target; weapon target probability",
    )
    .option("--time-limit <time>", 'stop after this time with the best so far and its bound, such as "30 s"')
    .action(async (file: string, options: { timeLimit?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/assign.ts")).assign(file, options, session)),
    );

  addCatalogue(
    addVerb("catalogue", "The systems, and where every number comes from.", [
      "parapet catalogue list",
      "parapet catalogue list --kind radar",
      "parapet catalogue show sm3-iia",
      "parapet catalogue check",
    ]),
    perform,
  );

  addVerb("validate", "Show every problem of some files at once; runs nothing.", [
    "parapet validate scenarios/japan-2018.yaml",
    "parapet validate scenarios/*.yaml studies/*.yaml claims/*.yaml",
  ])
    .argument("<file...>", "scenario, study, claim, flight or catalogue files")
    .action(async (files: string[], _options, command: Command) =>
      perform(command, async (session) => (await import("./commands/validate.ts")).validate(files, session)),
    );

  addVerb("export", "Write a result in another format.", [
    "parapet export results/japan-2018-1a2b3c4d --format geojson",
    "parapet export results/japan-2018-1a2b3c4d --format czml --out /tmp/globe",
    "parapet export results/japan-2018-1a2b3c4d --format dis --rate 10x --to 127.0.0.1:3000",
  ])
    .argument("<result>", "a result's folder; for msdl a scenario file")
    .addOption(new Option("--format <format>", "what to write").choices(EXPORT_FORMATS).makeOptionMandatory())
    .option("--rate <n>", "dis: how fast to play, 1x is real time", "1x")
    .option("--to <address:port>", "dis: where the datagrams go", "127.0.0.1:3000")
    .option("--exercise <n>", "dis: number of the exercise, 1 to 255", "1")
    .action(async (result: string, options: ExportOptions, command: Command) =>
      perform(command, async (session) =>
        (await import("./commands/export.ts")).exportResult(result, options, session),
      ),
    );

  addVerb("explain", "Tell what became of each missile of a raid's trial, layer by layer.", [
    "parapet explain results/japan-2018-1a2b3c4d",
    "parapet explain scenarios/japan-2018.yaml --trial 7 --threat medium-03",
    "parapet explain studies/what-leakage-turns-on.yaml --draw 3",
    "parapet explain studies/intelligence-sharing-raid.yaml --variant no-links",
  ])
    .argument("<place>", "a result's folder, a raid or sensitivity study or a scenario with a raid")
    .option("--trial <n>", "another trial than the first one")
    .option("--draw <n>", "with the n-th set of values drawn from what is not known, from 1 on")
    .option("--variant <id>", "in this variant of the study")
    .option("--threat <id>", "only this missile")
    .action(async (place: string, options: ExplainOptions, command: Command) =>
      perform(command, async (session) => (await import("./commands/explain.ts")).explain(place, options, session)),
    );

  addVerb("query", "Ask the events of a raid's result in SQL.", [
    "parapet query \"select layer, count(*) from events where event = 'interceptor-launch' group by layer\" results/japan-2018-1a2b3c4d",
  ])
    .argument("<sql>", "a question to the table `events`")
    .argument("<result>", "a result's folder")
    .action(async (sql: string, result: string, _options, command: Command) =>
      perform(command, async (session) => (await import("./commands/query.ts")).queryResult(sql, result, session)),
    );

  addVerb("import", "Make a scenario file of the places of a GeoJSON, KML or MSDL file.", [
    "parapet import places.kml --out my-scenario.yaml",
    "parapet import order-of-battle.xml --type battery --name my-scenario",
  ])
    .argument("<file>", "a .geojson, .kml or MSDL .xml file")
    .option("--name <name>", "name of the scenario; the file's without it")
    .addOption(
      new Option("--type <type>", "what a place is when the file does not say")
        .choices(["land-site", "ship", "battery", "radar-station", "satellite", "command-post"])
        .default("land-site"),
    )
    .action(async (file: string, options: ImportOptions, command: Command) =>
      perform(command, async (session) => (await import("./commands/import.ts")).importPlaces(file, options, session)),
    );

  addVerb("serve", "Serve the workbench and its HTTP interface on this machine.", [
    "parapet serve",
    "parapet serve --port 8080",
  ])
    .option("--port <n>", "port; 0: any free one", parsePort, 7320)
    .option(
      "--host <address>",
      "address to listen on; any but this machine's own needs the token that is printed",
      "127.0.0.1",
    )
    .option("--token <text>", "what visitors must show, instead of one made up")
    .option(
      "--dis <address:port>",
      "show an outside simulation on the map: its DIS datagrams are heard here, 127.0.0.1:3000",
    )
    .option("--budget <minutes>", "longest time of one job", parseMinutes, 60)
    .action(async (options: ServeOptions, command: Command) =>
      perform(command, async (session) => (await import("./commands/serve.ts")).serve(options, session)),
    );

  addVerb("worker", "Lend this machine to a queue of work.", ["parapet worker --queue redis://127.0.0.1:6379"])
    .requiredOption("--queue <url>", "the queue, redis://host:port")
    .action(async (options: { queue: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/worker.ts")).work(options, session)),
    );
}

/** The formats of `parapet export`. */
const EXPORT_FORMATS = ["czml", "kml", "geojson", "stk", "oem", "parquet", "csv", "dis", "msdl"] as const;

/** One of the formats of `parapet export`. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

function addCatalogue(catalogue: Command, perform: PerformVerb): void {
  catalogue
    .command("list")
    .description("List the systems.")
    .option("--kind <kind>", "only the systems of one kind: interceptor, radar, threat...")
    .addOption(makeFolderOption())
    .addHelpText("after", listExamples(["parapet catalogue list", "parapet catalogue list --kind radar --json"]))
    .action(async (options: { kind?: string; folder?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/catalogue.ts")).listCatalogue(options, session)),
    );
  catalogue
    .command("show")
    .description("Show every value of a system with its range, status and sources.")
    .addArgument(new Argument("<id>", "the system's id"))
    .addOption(makeFolderOption())
    .addHelpText("after", listExamples(["parapet catalogue show sm3-iia"]))
    .action(async (id: string, options: { folder?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/catalogue.ts")).showSystem(id, options, session)),
    );
  catalogue
    .command("check")
    .description("Check every file of the catalogue: each value needs a unit, a status and its sources.")
    .addOption(makeFolderOption())
    .addHelpText("after", listExamples(["parapet catalogue check"]))
    .action(async (options: { folder?: string }, command: Command) =>
      perform(command, async (session) => (await import("./commands/catalogue.ts")).checkCatalogue(options, session)),
    );
}

function listExamples(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port from 0 to 65535 is needed.");
  return port;
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0) || minutes > 30 * 24 * 60) throw new InvalidArgumentError("Minutes, more than 0, are needed.");
  return minutes;
}

function makeFolderOption(): Option {
  return new Option("--folder <dir>", "another catalogue than the shipped one");
}
