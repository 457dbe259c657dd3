import type { Catalogue, Problem } from "parapet";
import type { PerformStudy, ResolvedStudy } from "./study-seam.ts";

/** A study with everything it refers to, ready to be computed. */
export interface PreparedStudy {
  readonly study: ResolvedStudy;
  readonly hash: string;
  readonly catalogue: Catalogue;
  readonly warnings: readonly Problem[];
  readonly perform: PerformStudy;
}

/** Names in a language of everything that a study's answer may mention. */
export function makeNameOf({ study, catalogue }: PreparedStudy, language: "en" | "ja"): (id: string) => string {
  const own = "names" in study ? study.names : [];
  const local = new Map([...study.scenario.units, ...study.launchRegions, ...own].map(({ id, name }) => [id, name]));
  return (id) => {
    const name = local.get(id) ?? catalogue.entries.get(id)?.name;
    return name === undefined ? id : (name[language] ?? name.en);
  };
}
