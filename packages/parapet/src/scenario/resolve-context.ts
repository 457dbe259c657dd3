import type { Catalogue } from "./catalogue.ts";
import type { ValueLookup } from "./overrides.ts";
import type { Scenario } from "./types.ts";

/** What a study is resolved against: its scenario, the catalogue, and the values as both files override them. */
export interface ResolveContext {
  readonly scenario: Scenario;
  readonly catalogue: Catalogue;
  readonly lookup: ValueLookup;
}
