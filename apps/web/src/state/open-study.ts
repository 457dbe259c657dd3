import type { StudyFile } from "parapet";
import type { WhatIf } from "../compute/desk-types.ts";
import { useStore } from "./store.ts";

/** Shows what a defended-area study asks on the map, where it can be changed: its first interceptor, threat and flight. */
export function openStudyOnMap(study: StudyFile): void {
  if (study.kind !== "defended-area") return;
  const { set, ask } = useStore.getState();
  const whatIf: WhatIf = {
    units: study.units,
    regions: study.launchRegions,
    interceptor: study.interceptors[0]!,
    threat: study.threats[0]!,
    trajectory: study.trajectories.at(-1)!,
    values: {},
  };
  set({ page: "map", item: undefined, camera: undefined, selected: undefined });
  ask({ scenario: study.scenario, text: undefined, moved: {}, whatIf });
}
