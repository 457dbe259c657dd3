import type { Problem, Scenario } from "parapet";
import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { AreaAnswer, Language, LonLat, MovedTo, Shipped, StudyDone, WhatIf } from "../compute/desk-types.ts";

export const PAGES = ["map", "claims", "trial", "study", "assess", "edit"] as const;
export type PageName = (typeof PAGES)[number];
export const LAYERS = ["defended", "coverage", "launch", "units", "labels", "prefectures", "graticule"] as const;
export type LayerName = (typeof LAYERS)[number];
/** How the Earth is shown: equal-area plane, orthographic sphere, or the globe library. */
export const VIEWS = ["flat", "sphere", "globe"] as const;
export type ViewKind = (typeof VIEWS)[number];
export type Theme = "light" | "dark" | "auto";

/** Where the map looks: its middle, and the angle that the shorter side of the picture spans. */
export interface Camera {
  readonly centre: LonLat;
  readonly span_deg: number;
}

/** What can be undone: everything that the answer depends on. */
export interface Asked {
  readonly scenario: string;
  /** The scenario's text where it was edited. */
  readonly text: string | undefined;
  readonly moved: MovedTo;
  readonly whatIf: WhatIf | undefined;
  readonly effort: Effort;
}

/** How much is computed: the side of the cells and the number of draws. */
export const EFFORTS = {
  quick: { cell_km: 40, draws: 20 },
  normal: { cell_km: 20, draws: 100 },
  fine: { cell_km: 10, draws: 200 },
} as const;
export type Effort = keyof typeof EFFORTS;

/** Which raid the trial page plays: the scenario's own, or a study's as it was run. */
export interface TrialOf {
  readonly study?: string;
  readonly seed?: number;
  readonly variant?: string;
  readonly size?: number;
  readonly controller?: "rule-based" | "optimal";
}

export interface State {
  readonly page: PageName;
  /** The claim that is open, the study that is chosen, the number of the trial. */
  readonly item: string | undefined;
  readonly trialOf: TrialOf;
  /** Where in the trial to begin, and with which threat chosen. */
  readonly trialAt: { readonly threat?: string; readonly time_s?: number };
  readonly language: Language;
  readonly theme: Theme;
  readonly view: ViewKind;
  readonly camera: Camera | undefined;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly selected: string | undefined;
  readonly asked: Asked;
  readonly past: readonly Asked[];
  readonly future: readonly Asked[];
  readonly shipped: Shipped | undefined;
  /** The scenario as its text has it, nothing moved. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
  readonly answer: AreaAnswer | undefined;
  readonly done: StudyDone | undefined;
  readonly hash: string | undefined;
  /** The files that ask what is asked: what the command line takes. */
  readonly files: { readonly study: string; readonly scenario: string } | undefined;
  /** A sentence about what went wrong, shown in place. */
  readonly failure: string | undefined;
  readonly set: (part: Partial<State>) => void;
  /** Asks something else; what was asked before can be had back. Quick changes under one name of a step are undone together. */
  readonly ask: (part: Partial<Asked>, step?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const MOST_STEPS = 200;
const SAME_STEP_ms = 1500;
let lastStep: string | undefined;
let lastTime = 0;

export const DEFAULT_LAYERS: Readonly<Record<LayerName, boolean>> = {
  defended: true,
  coverage: false,
  launch: true,
  units: true,
  labels: true,
  prefectures: true,
  graticule: true,
};

export const useStore = create<State>((set, get) => ({
  page: "map",
  item: undefined,
  trialOf: {},
  trialAt: {},
  language: "en",
  theme: "auto",
  view: "flat",
  camera: undefined,
  layers: DEFAULT_LAYERS,
  selected: undefined,
  asked: { scenario: "japan-2018", text: undefined, moved: {}, whatIf: undefined, effort: "normal" },
  past: [],
  future: [],
  shipped: undefined,
  scenario: undefined,
  problems: [],
  answer: undefined,
  done: undefined,
  hash: undefined,
  files: undefined,
  failure: undefined,
  set: (part) => set(part),
  ask: (part, step) => {
    const { asked, past } = get();
    const now = performance.now();
    const isSameStep = step !== undefined && step === lastStep && now - lastTime < SAME_STEP_ms && past.length > 0;
    [lastStep, lastTime] = [step, now];
    set({
      asked: { ...asked, ...part },
      past: isSameStep ? past : [...past, asked].slice(-MOST_STEPS),
      future: [],
    });
  },
  undo: () => {
    const { asked, past, future } = get();
    const before = past.at(-1);
    if (before !== undefined) set({ asked: before, past: past.slice(0, -1), future: [asked, ...future] });
  },
  redo: () => {
    const { asked, past, future } = get();
    const [next, ...rest] = future;
    if (next !== undefined) set({ asked: next, past: [...past, asked], future: rest });
  },
}));

/** The name of something in the page's language. */
export function localName(name: { readonly en: string; readonly ja?: string } | undefined, language: Language): string {
  return name === undefined ? "" : (name[language] ?? name.en);
}

/** Parts of the state; a component that takes some is drawn again only when one of them changes. */
export function usePicked<K extends keyof State>(...keys: readonly K[]): Pick<State, K> {
  return useStore(useShallow((state) => Object.fromEntries(keys.map((key) => [key, state[key]])) as Pick<State, K>));
}
