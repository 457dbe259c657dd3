import type { Scenario } from "parapet";
import { desk } from "../compute/desk.ts";
import type { LonLat, MovedTo, WhatIf } from "../compute/desk-types.ts";
import { type Asked, EFFORTS, type PageName, useStore } from "./store.ts";

/** Seed of the draws on the map. */
export const MAP_SEED = 1;
/** Pages that show the answer; on the others it is not computed, so that they have the machine to themselves. */
const SHOWN_ON: ReadonlySet<PageName> = new Set(["map", "edit"]);
const DEGREES = 180 / Math.PI;

/** Fetches what is shipped and keeps the answer up with what is asked. */
export async function startAnswering(): Promise<void> {
  const { set, asked: first } = useStore.getState();
  // What is where can be drawn long before everything that is shipped is read.
  desk.first(first.scenario, first.text).then(
    (scenario) => {
      if (useStore.getState().scenario === undefined && useStore.getState().asked === first) set({ scenario });
    },
    () => undefined, // Reading everything tells what is wrong.
  );
  try {
    set({ shipped: await desk.open() });
    await readScenario();
  } catch (error) {
    set({ failure: error instanceof Error ? error.message : String(error) });
    return;
  }
  let { asked, language, page } = useStore.getState();
  useStore.subscribe((state) => {
    const isShownAgain = !SHOWN_ON.has(page) && SHOWN_ON.has(state.page);
    page = state.page;
    if (isShownAgain && state.asked === asked && state.language === language) {
      if (state.done === undefined) void answer();
      return;
    }
    if (state.asked === asked && state.language === language) return;
    const isOther = state.asked.scenario !== asked.scenario || state.asked.text !== asked.text;
    ({ asked, language } = state);
    void (isOther ? readScenario() : answer());
  });
}

/** The text of the scenario that is asked about. */
export function scenarioText({ scenario, text }: Asked): string {
  return text ?? useStore.getState().shipped?.scenarios.find(({ name }) => name === scenario)?.text ?? "";
}

async function readScenario(): Promise<void> {
  const { asked, set } = useStore.getState();
  const reading = await desk.readScenario(scenarioText(asked), `${asked.scenario}.yaml`);
  if (useStore.getState().asked !== asked) return;
  if (!reading.ok) {
    set({ problems: reading.problems });
    return;
  }
  const { scenario } = reading;
  const whatIf = keepWhatIf(asked.whatIf, scenario);
  set({ scenario, problems: reading.problems, asked: { ...asked, whatIf } });
  await answer();
}

/** The question as far as the scenario can answer it; a first question where there is none. */
function keepWhatIf(whatIf: WhatIf | undefined, scenario: Scenario): WhatIf {
  const armed = scenario.units.filter(({ launchers }) => launchers.length > 0);
  const sites = armed.filter(({ type }) => type === "land-site");
  const first = sites.length > 0 ? sites : armed.slice(0, 2);
  const kept = whatIf?.units.filter((id) => scenario.units.some((unit) => unit.id === id)) ?? [];
  const regions = whatIf?.regions.filter((id) => scenario.launchRegions.some((region) => region.id === id)) ?? [];
  return {
    units: kept.length > 0 ? kept : first.map(({ id }) => id),
    regions: regions.length > 0 ? regions : scenario.launchRegions.slice(0, 1).map(({ id }) => id),
    interceptor: whatIf?.interceptor ?? first[0]?.launchers[0]?.interceptor.id ?? "sm3-iia",
    threat: whatIf?.threat ?? "mrbm",
    trajectory: whatIf?.trajectory ?? "minimum-energy",
    values: whatIf?.values ?? {},
  };
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Asks the desk for the exact answer; a question that changes meanwhile takes its place. */
async function answer(): Promise<void> {
  clearTimeout(waiting);
  waiting = setTimeout(() => void answerNow(), 30);
}

async function answerNow(): Promise<void> {
  const { asked, language, scenario, set } = useStore.getState();
  if (scenario === undefined || asked.whatIf === undefined) return;
  const isCurrent = (): boolean => useStore.getState().asked === asked;
  try {
    const prepared = await desk.prepare({
      scenarioText: scenarioText(asked),
      moved: asked.moved,
      whatIf: asked.whatIf,
      ...EFFORTS[asked.effort],
      seed: MAP_SEED,
      language,
    });
    if (!isCurrent()) return;
    set({
      problems: prepared.problems,
      done: undefined,
      failure: undefined,
      hash: prepared.ok ? prepared.hash : undefined,
      files: prepared.ok ? { study: prepared.studyText, scenario: prepared.scenarioText } : undefined,
    });
    if (!prepared.ok) {
      set({ answer: undefined });
      return;
    }
    if (!SHOWN_ON.has(useStore.getState().page)) return;
    const done = await desk.solve((found) => {
      if (isCurrent()) set({ answer: found });
    });
    if (isCurrent() && done !== undefined) set({ done });
  } catch (error) {
    if (isCurrent()) set({ failure: error instanceof Error ? error.message : String(error), answer: undefined });
  }
}

/** Where a unit or launch region of the scenario stands now. */
export function placeOf(id: string, scenario: Scenario, moved: MovedTo): LonLat | undefined {
  const to = moved[id];
  if (to !== undefined) return to;
  const position =
    scenario.units.find((unit) => unit.id === id)?.position ??
    scenario.launchRegions.find((region) => region.id === id)?.centre;
  return position === undefined ? undefined : [position.longitude_rad * DEGREES, position.latitude_rad * DEGREES];
}

let isPreviewing = false;
let wanted: MovedTo | undefined;

/** Shows the defended area with things at places they are being dragged to; the latest place wins. */
export async function previewMove(moved: MovedTo): Promise<void> {
  wanted = moved;
  if (isPreviewing) return;
  isPreviewing = true;
  while (wanted !== undefined) {
    const next: MovedTo = wanted;
    wanted = undefined;
    const { scenario, asked, set } = useStore.getState();
    if (scenario === undefined || asked.whatIf === undefined) break;
    const ids = [...asked.whatIf.units, ...asked.whatIf.regions];
    const places = Object.fromEntries(
      ids.flatMap((id) => {
        const where = placeOf(id, scenario, next);
        return where === undefined ? [] : [[id, where]];
      }),
    );
    const found = await desk.preview(places);
    if (found !== undefined) set({ answer: found });
  }
  isPreviewing = false;
}
