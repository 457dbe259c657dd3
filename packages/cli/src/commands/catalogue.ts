import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { didYouMean, refuse } from "../host/problems.ts";
import { formatTable } from "../host/terminal.ts";
import { countStatuses, describeValue, renderSystem, STATUSES } from "./catalogue-text.ts";
import type { Answer, Session } from "../session.ts";

export interface CatalogueOptions {
  /** Another catalogue than the shipped one. */
  readonly folder?: string;
}

export interface ListOptions extends CatalogueOptions {
  readonly kind?: string;
}

/** Lists the systems with the number of their values of each status. */
export async function listCatalogue({ kind, folder }: ListOptions, session: Session): Promise<Answer> {
  const { entries } = await openCatalogue(folder);
  const kinds = [...new Set(entries.map(({ entry }) => entry.kind))] as string[];
  if (kind !== undefined && !kinds.includes(kind)) {
    throw refuse(`no system has the kind "${kind}"${didYouMean(kind, kinds)}; there are ${kinds.join(", ")}`);
  }
  const chosen = entries.map(({ entry }) => entry).filter((entry) => kind === undefined || entry.kind === kind);
  const systems = chosen.map((entry) => ({
    kind: entry.kind,
    id: entry.id,
    name: entry.name,
    values: Object.keys(entry.values).length,
    statuses: countStatuses(entry),
  }));
  const head = ["kind", "id", "values", ...STATUSES, "name"];
  const rows = systems.map(({ kind, id, name, values, statuses }) => [
    kind,
    id,
    String(values),
    ...STATUSES.map((status) => String(statuses[status])),
    name[session.settings.language] ?? name.en,
  ]);
  return { exitCode: EXIT.done, document: { systems }, text: formatTable([head, ...rows]) };
}

/** Shows every value of a system with its range, status and sources. */
export async function showSystem(id: string, { folder }: CatalogueOptions, session: Session): Promise<Answer> {
  const { entries, sources } = await openCatalogue(folder);
  const entry = entries.find((each) => each.entry.id === id)?.entry;
  if (entry === undefined) {
    const ids = entries.map((each) => each.entry.id);
    throw refuse(`no system has the id "${id}"${didYouMean(id, ids)}; parapet catalogue list shows them all`);
  }
  const cited = [...new Set(Object.values(entry.values).flatMap((value) => value.sources ?? []))].toSorted();
  const document = {
    kind: entry.kind,
    id: entry.id,
    name: entry.name,
    ...(entry.note === undefined ? {} : { note: entry.note }),
    values: Object.fromEntries(Object.entries(entry.values).map(([name, value]) => [name, describeValue(value)])),
    sources: Object.fromEntries(cited.map((source) => [source, sources[source] ?? {}])),
  };
  return { exitCode: EXIT.done, document, text: renderSystem(entry, cited, sources, session.settings.language) };
}

/** Checks every file of the catalogue. Throws BadInput with every problem of it. */
export async function checkCatalogue({ folder }: CatalogueOptions, _session: Session): Promise<Answer> {
  const { entries, sources } = await openCatalogue(folder);
  const totals = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<(typeof STATUSES)[number], number>;
  for (const { entry } of entries) {
    const counts = countStatuses(entry);
    for (const status of STATUSES) totals[status] += counts[status];
  }
  const values = STATUSES.reduce((sum, status) => sum + totals[status], 0);
  const share = STATUSES.map((status) => `${totals[status]} ${status}`).join(", ");
  return {
    exitCode: EXIT.done,
    document: { systems: entries.length, sources: Object.keys(sources).length, values, statuses: totals, problems: [] },
    text: `${entries.length} systems, ${values} values (${share}), ${Object.keys(sources).length} sources: no problem found`,
  };
}
