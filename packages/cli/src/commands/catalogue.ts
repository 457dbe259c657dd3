import { suggest } from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { refuse } from "../host/problems.ts";
import { formatTable } from "../host/terminal.ts";
import type { Answer, Session } from "../session.ts";
import { countStatuses, describeValue, renderSystem, STATUSES } from "./catalogue-text.ts";

export interface CatalogueOptions {
  /** Another catalogue than the shipped one. */
  readonly folder?: string;
}

export interface ListOptions extends CatalogueOptions {
  readonly kind?: string;
}

/** Lists the systems with the number of their values of each status. */
export async function listCatalogue({ kind, folder }: ListOptions, session: Session): Promise<Answer> {
  const entries = [...(await openCatalogue(folder)).entries.values()];
  const kinds: string[] = [...new Set(entries.map((entry) => entry.kind))].toSorted();
  if (kind !== undefined && !kinds.includes(kind)) {
    throw refuse(`no system has the kind "${kind}"${suggest(kind, kinds) || `; there are ${kinds.join(", ")}`}`);
  }
  const chosen = entries.filter((entry) => kind === undefined || entry.kind === kind);
  const systems = chosen
    .map((entry) => ({
      kind: entry.kind as string,
      id: entry.id,
      name: entry.name,
      values: Object.keys(entry.values).length,
      statuses: countStatuses([entry]),
    }))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
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
  const { entries, bibliography } = await openCatalogue(folder);
  const entry = entries.get(id);
  if (entry === undefined) {
    const hint = suggest(id, entries.keys());
    throw refuse(`no system has the id "${id}"${hint || "; parapet catalogue list shows them all"}`);
  }
  const cited = [...new Set(Object.values(entry.values).flatMap((value) => value.sources ?? []))].toSorted();
  const document = {
    kind: entry.kind,
    id: entry.id,
    name: entry.name,
    ...(entry.note === undefined ? {} : { note: entry.note }),
    values: Object.fromEntries(Object.entries(entry.values).map(([name, value]) => [name, describeValue(value)])),
    sources: Object.fromEntries(cited.map((source) => [source, bibliography.get(source)])),
  };
  return { exitCode: EXIT.done, document, text: renderSystem(entry, cited, bibliography, session.settings.language) };
}

/** Checks every file of the catalogue. Throws BadInput with every problem of it. */
export async function checkCatalogue({ folder }: CatalogueOptions, _session: Session): Promise<Answer> {
  const { entries, bibliography } = await openCatalogue(folder);
  const statuses = countStatuses([...entries.values()]);
  const values = STATUSES.reduce((sum, status) => sum + statuses[status], 0);
  const share = STATUSES.map((status) => `${statuses[status]} ${status}`).join(", ");
  return {
    exitCode: EXIT.done,
    document: { systems: entries.size, sources: bibliography.size, values, statuses, problems: [] },
    text: `systems: ${entries.size}, values: ${values} (${share}), sources: ${bibliography.size}; no problem found`,
  };
}
