import type {
  CatalogueEntry,
  ClaimFile,
  DefendedAreaSummary,
  EngineEvent,
  GridFrame,
  Problem,
  ReportSource,
  ReportTornado,
  Scenario,
  SourcedValue,
  StudyFile,
} from "parapet";

export type Language = "en" | "ja";
export type LocalText = { readonly en: string; readonly ja?: string };
/** Longitude and latitude in degrees, as drawings take them. */
export type LonLat = readonly [number, number];
export type Trajectory = "minimum-energy" | "lofted" | "depressed";

/** A system of the catalogue as the page shows it. */
export interface SystemFact {
  readonly id: string;
  readonly kind: CatalogueEntry["kind"];
  readonly name: LocalText;
  readonly note?: string;
  /** Numbers with range, status and sources, by name. */
  readonly numbers: Readonly<Record<string, SourcedValue>>;
  /** Everything else that is said of it. */
  readonly texts: Readonly<
    Record<string, { readonly text: string; readonly status: string; readonly sources: readonly string[] }>
  >;
}

/** A claim as its file has it. */
export interface ClaimFact {
  readonly claim: ClaimFile;
  readonly studies: readonly { readonly name: string; readonly title: LocalText; readonly kind: string }[];
}

/** How one side of the debate reads what is published. */
export interface AssumptionSet {
  readonly id: string;
  readonly name: LocalText;
  readonly description: LocalText;
  readonly text: string;
  /** By "system.value". */
  readonly values: Readonly<Record<string, SourcedValue>>;
}

/** What the programme ships, read and checked. */
export interface Shipped {
  readonly version: string;
  readonly scenarios: readonly { readonly name: string; readonly title: LocalText; readonly text: string }[];
  readonly studies: readonly { readonly name: string; readonly text: string; readonly study: StudyFile }[];
  readonly claims: readonly ClaimFact[];
  readonly systems: readonly SystemFact[];
  readonly sources: Readonly<Record<string, ReportSource>>;
  readonly assumptions: readonly AssumptionSet[];
}

/** A scenario's text, read: the scenario, or every reason why there is none. */
export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario; readonly problems: readonly Problem[]; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What is asked on the map: who defends, against what, with which values in place of the published ones. */
export interface WhatIf {
  readonly units: readonly string[];
  readonly regions: readonly string[];
  readonly interceptor: string;
  readonly threat: string;
  readonly trajectory: Trajectory;
  /** SI, by "system.value". */
  readonly values: Readonly<Record<string, number>>;
}

/** A place that something was moved to. */
export type MovedTo = Readonly<Record<string, LonLat>>;

/** Everything that the answer depends on. */
export interface Work {
  readonly scenarioText: string;
  readonly moved: MovedTo;
  readonly whatIf: WhatIf;
  readonly cell_km: number;
  readonly draws: number;
  readonly seed: number;
  readonly language: Language;
}

/** A share with the interval that was found, where there is one. */
export interface Share {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface PrefectureShare {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly population: number;
  /** False where nothing of the study reaches it. */
  readonly threatened: boolean;
  readonly people: Share;
  readonly area: Share;
}

/** Positions as d3-geo takes them: outer rings clockwise. */
export interface Polygons {
  readonly type: "MultiPolygon";
  readonly coordinates: number[][][][];
}

/** Edges of the defended area. */
export interface Edges {
  readonly nominal: Polygons;
  /** Defended in 95 % and in 5 % of the draws. */
  readonly inner?: Polygons;
  readonly outer?: Polygons;
  /** What the threat does not reach. */
  readonly beyond: Polygons;
}

/** How an answer was made: by the two-body screen while dragging, by integrated flights, and with draws over the ranges. */
export type AnswerState = "preview" | "exact" | "draws" | "done";

export interface AreaAnswer {
  readonly state: AnswerState;
  readonly people: Share;
  readonly area: Share;
  readonly prefectures: readonly PrefectureShare[];
  readonly edges: Edges;
  /** Draws that are in. */
  readonly draws: number;
  readonly drawsWanted: number;
  readonly compute_ms: number;
}

/** A study on the desk: what is asked now, resolved. */
export type Prepared =
  | {
      readonly ok: true;
      readonly hash: string;
      readonly scenario: Scenario;
      readonly problems: readonly Problem[];
      readonly studyText: string;
      readonly scenarioText: string;
      readonly grid: Omit<GridFrame, "projection">;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The whole answer of a study run on the page. */
export interface StudyDone {
  readonly hash: string;
  readonly summary: DefendedAreaSummary;
  readonly tornado: ReportTornado;
  readonly text: string;
}

/** What is announced of a flight test, as people write it; the names are those of the options of `parapet assess`. */
export type AnnouncementAsked = Readonly<
  Partial<Record<"apogee" | "range" | "time" | "from" | "bearing" | "launchTime", string>>
>;

/** A flight on the map: a place, an altitude and a time for each point. */
export interface DrawnFlight {
  readonly places: readonly LonLat[];
  readonly altitude_m: readonly number[];
  readonly time_s: readonly number[];
  /** Three Earth-fixed coordinates a point, m; absent where no globe asks for them. */
  readonly ecef_m?: Float64Array;
}

/** Where something was taken to be, and how well that was known, in steps of time. */
export interface DrawnTrack {
  readonly time_s: readonly number[];
  readonly places: readonly LonLat[];
  readonly altitude_m: readonly number[];
  /** Whose radar knew it so. */
  readonly units: readonly string[];
  /** Level ellipse of 95 %: longer and shorter semi-axis, m, azimuth of the longer one, degrees; and one sigma of the altitude, m. */
  readonly ellipses: readonly (readonly [number, number, number, number])[];
}

export type AssessAnswer =
  | { readonly ok: false; readonly problems: readonly string[] }
  | {
      readonly ok: true;
      readonly verdict: "consistent" | "inconsistent" | "not-ballistic";
      readonly sentence: string;
      readonly reasons: readonly string[];
      readonly lowerBound: string;
      readonly excess?: string;
      readonly simulated?: string;
      readonly standardRange: string;
      readonly classes: readonly string[];
      readonly launch: LonLat;
      readonly landing: { readonly place: LonLat; readonly text: string };
      readonly overflights: readonly {
        readonly name: string;
        readonly times: string;
        readonly from_km: number;
        readonly to_km: number;
      }[];
      readonly seen: readonly { readonly name: string; readonly times: readonly string[] }[];
      readonly hidden: readonly { readonly name: string; readonly why: string; readonly closest_km: number }[];
      /** The middle flight; absent when no class can fly it. */
      readonly flight?: DrawnFlight;
    };

/** One trial of a raid, ready to be played. Times count from the start of the raid. */
export interface PlayedTrial {
  readonly ok: true;
  readonly trial: number;
  readonly seed: number;
  readonly study: string;
  readonly controller: "rule-based" | "optimal";
  readonly layers: readonly string[];
  readonly variants: readonly { readonly id: string; readonly name: string }[];
  readonly leakers: number;
  readonly threatCount: number;
  readonly spent: Readonly<Record<string, number>>;
  readonly end_s: number;
  readonly threats: readonly {
    readonly id: string;
    readonly name: string;
    readonly flight: DrawnFlight;
    readonly isLeaker: boolean;
    /** When it was stopped or landed. */
    readonly end_s: number;
    /** How well it was known; from the best track that anybody had. */
    readonly track: DrawnTrack;
    readonly firstTrack_s?: number;
    readonly fireControl_s?: number;
  }[];
  readonly rounds: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly threat: string;
    readonly isHit: boolean;
    readonly flight: DrawnFlight;
  }[];
  readonly events: readonly EngineEvent[];
  /** What became of each threat, in sentences: every shot, and why there was none. */
  readonly stories: readonly { readonly threat: string; readonly lines: readonly string[] }[];
  readonly names: Readonly<Record<string, string>>;
}
