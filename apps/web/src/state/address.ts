import type { LonLat, Trajectory, WhatIf } from "../compute/desk-types.ts";
import {
  DEFAULT_LAYERS,
  type Effort,
  EFFORTS,
  type LayerName,
  LAYERS,
  PAGES,
  type PageName,
  type State,
  type TrialOf,
  VIEWS,
  type ViewKind,
} from "./store.ts";

type Kept = Pick<
  State,
  "page" | "item" | "trialOf" | "language" | "theme" | "view" | "camera" | "layers" | "selected" | "asked"
>;

const place = ([longitude, latitude]: LonLat): string =>
  `${Number(longitude.toFixed(4))},${Number(latitude.toFixed(4))}`;
const readPlace = (text: string | undefined): LonLat | undefined => {
  const [longitude = Number.NaN, latitude = Number.NaN] = (text ?? "").split(",").map(Number);
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : undefined;
};
const list = (text: string | null): readonly string[] => (text ?? "").split(" ").filter((part) => part !== "");

/** The part of the page's address after the #: everything that a link should bring back. */
export async function writeAddress(state: Kept): Promise<string> {
  const { page, item, trialOf, language, theme, view, camera, layers, selected, asked } = state;
  const { scenario, text, moved, whatIf } = asked;
  const out = new URLSearchParams({ page, lang: language, scenario });
  if (item !== undefined) out.set("item", item);
  if (page === "trial")
    for (const [name, value] of Object.entries(trialOf))
      if (value !== undefined) out.set(`trial-${name}`, String(value));
  if (theme !== "auto") out.set("theme", theme);
  if (view !== "flat") out.set("view", view);
  if (camera !== undefined) out.set("at", `${place(camera.centre)},${Number(camera.span_deg.toPrecision(4))}`);
  const hidden = LAYERS.filter((name) => layers[name] !== DEFAULT_LAYERS[name]);
  if (hidden.length > 0) out.set("layers", LAYERS.filter((name) => layers[name]).join(" "));
  if (selected !== undefined) out.set("selected", selected);
  if (whatIf !== undefined) {
    out.set("units", whatIf.units.join(" "));
    out.set("regions", whatIf.regions.join(" "));
    out.set("interceptor", whatIf.interceptor);
    out.set("threat", whatIf.threat);
    out.set("path", whatIf.trajectory);
    const values = Object.entries(whatIf.values).map(([key, value]) => `${key}:${value}`);
    if (values.length > 0) out.set("set", values.join(" "));
  }
  const places = Object.entries(moved).map(([id, to]) => `${id}:${place(to)}`);
  if (places.length > 0) out.set("moved", places.join(" "));
  if (text !== undefined) out.set("text", await deflate(text));
  if (asked.effort !== "normal") out.set("effort", asked.effort);
  return out.toString();
}

/** What an address asks for; whatever it does not say, or says wrongly, is left out. */
export async function readAddress(address: string): Promise<Partial<Kept>> {
  const given = new URLSearchParams(address.replace(/^#/, ""));
  const text = given.get("text");
  const page = given.get("page");
  const view = given.get("view");
  const theme = given.get("theme");
  const [longitude, latitude, span] = (given.get("at") ?? "").split(",").map(Number);
  const centre = readPlace(`${longitude},${latitude}`);
  const lang = given.get("lang");
  const layers = given.get("layers");
  const scenario = given.get("scenario");
  const item = given.get("item");
  const effort = given.get("effort");
  const selected = given.get("selected");
  return {
    ...(PAGES.includes(page as PageName) ? { page: page as PageName } : {}),
    ...(item === null ? {} : { item }),
    trialOf: readTrialOf(given),
    ...(lang === "en" || lang === "ja" ? { language: lang } : {}),
    ...(theme === "light" || theme === "dark" ? { theme } : {}),
    ...(VIEWS.includes(view as ViewKind) ? { view: view as ViewKind } : {}),
    ...(centre !== undefined && span !== undefined && span > 0
      ? { camera: { centre, span_deg: Math.min(360, span) } }
      : {}),
    ...(layers === null
      ? {}
      : {
          layers: Object.fromEntries(LAYERS.map((name) => [name, list(layers).includes(name)])) as Record<
            LayerName,
            boolean
          >,
        }),
    ...(selected === null ? {} : { selected }),
    ...(scenario === null
      ? {}
      : {
          asked: {
            scenario,
            text: text === null ? undefined : await inflate(text).catch(() => undefined),
            moved: readMoved(given.get("moved")),
            whatIf: readWhatIf(given),
            effort: effort !== null && Object.hasOwn(EFFORTS, effort) ? (effort as Effort) : "normal",
          },
        }),
  };
}

function readTrialOf(given: URLSearchParams): TrialOf {
  const whole = (name: string): number | undefined => {
    const text = given.get(`trial-${name}`);
    return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  };
  const [study, variant, controller] = ["study", "variant", "controller"].map((name) => given.get(`trial-${name}`));
  const [seed, size] = [whole("seed"), whole("size")];
  const isName = (text: string | null | undefined): text is string => text != null && /^[a-z0-9-]{1,64}$/.test(text);
  return {
    ...(isName(study) ? { study } : {}),
    ...(isName(variant) ? { variant } : {}),
    ...(controller === "optimal" || controller === "rule-based" ? { controller } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(size === undefined || size === 0 ? {} : { size }),
  };
}

function readMoved(text: string | null): Record<string, LonLat> {
  return Object.fromEntries(
    list(text).flatMap((part) => {
      const [id = "", where] = part.split(":");
      const to = readPlace(where);
      return to === undefined ? [] : [[id, to]];
    }),
  );
}

function readWhatIf(given: URLSearchParams): WhatIf | undefined {
  const interceptor = given.get("interceptor");
  const threat = given.get("threat");
  const trajectory = given.get("path");
  if (interceptor === null || threat === null) return undefined;
  if (trajectory !== "minimum-energy" && trajectory !== "lofted" && trajectory !== "depressed") return undefined;
  const values = list(given.get("set")).flatMap((part): [string, number][] => {
    const [key = "", value] = part.split(":");
    return value !== undefined && Number.isFinite(Number(value)) ? [[key, Number(value)]] : [];
  });
  return {
    units: list(given.get("units")),
    regions: list(given.get("regions")),
    interceptor,
    threat,
    trajectory: trajectory satisfies Trajectory,
    values: Object.fromEntries(values),
  };
}

async function deflate(text: string): Promise<string> {
  const bytes = await pipe(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function inflate(text: string): Promise<string> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw")));
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}
