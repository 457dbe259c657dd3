import { ecefToGeodetic } from "../earth/frames.ts";
import { cleanGeometry } from "./geojson.ts";
import { polygonsOf, type Position, type Ring } from "./geometry.ts";
import { element, escapeMarkup } from "./markup.ts";
import { colourParts, PALETTE } from "./palette.ts";
import { AREA_STYLES, SITE_COLOURS } from "./scene-styles.ts";
import { formatInstant, positionOf } from "./scene.ts";
import type { Scene, SceneArea, SceneFlight, SceneSite } from "./scene.ts";

/**
 * Writes a scene as KML 2.2 (OGC 07-147r2): one folder each for areas, sites and flights, every style named once.
 * Areas and sites lie on the ground; flights are lines at their altitude with the time they span. Altitudes are above the
 * ellipsoid; programmes that take them above sea level draw flights off by the geoid's undulation, 20 to 45 m over Japan.
 */
export function toKml(scene: Scene): string {
  const folder = (name: string, placemarks: readonly string[]): string[] =>
    placemarks.length === 0 ? [] : [element("Folder", {}, "\n", text("name", name), "\n", ...placemarks), "\n"];
  const document = element(
    "Document",
    {},
    "\n",
    text("name", scene.name),
    "\n",
    text("description", scene.attribution),
    "\n",
    ...styles(),
    ...folder("Areas", scene.areas.map(areaPlacemark)),
    ...folder("Sites", scene.sites.map(sitePlacemark)),
    ...folder(
      "Flights",
      scene.flights.map((flight) => flightPlacemark(flight, scene.epoch)),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">${document}</kml>\n`;
}

function text(name: string, content: string): string {
  return element(name, {}, escapeMarkup(content));
}

/** KML writes opacity, blue, green, red. */
function colour(hex: string, opacity: number): string {
  const [red, green, blue] = colourParts(hex);
  return [Math.round(255 * opacity), blue, green, red].map((part) => part.toString(16).padStart(2, "0")).join("");
}

function lineStyle(hex: string, width: number): string {
  return element("LineStyle", {}, text("color", colour(hex, 1)), text("width", String(width)));
}

function style(id: string, ...content: readonly string[]): string {
  return `${element("Style", { id }, ...content)}\n`;
}

function styles(): string[] {
  return [
    ...Object.entries(AREA_STYLES).map(([kind, { colour: hex, opacity, width }]) =>
      style(
        `area-${kind}`,
        lineStyle(hex, width),
        element("PolyStyle", {}, text("color", colour(hex, opacity)), text("fill", opacity > 0 ? "1" : "0")),
      ),
    ),
    ...Object.entries(SITE_COLOURS).map(([kind, hex]) =>
      style(`site-${kind}`, element("IconStyle", {}, text("color", colour(hex, 1)), text("scale", "0.9"))),
    ),
    style("flight-threat", lineStyle(PALETTE.vermilion, 2)),
    style("flight-interceptor", lineStyle(PALETTE.blue, 2)),
  ];
}

interface Placemark {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly style: string;
}

function placemark({ id, name, description, style }: Placemark, ...content: readonly string[]): string {
  const described = description === undefined ? "" : text("description", description);
  // An id of XML begins with a letter and has no blanks; ids of scenes may not.
  const xmlId = `pp-${id.replace(/[^\w.-]/g, "-")}`;
  const [time, geometry] = content.length > 1 ? content : ["", content[0] ?? ""];
  return `${element("Placemark", { id: xmlId }, text("name", name), described, time ?? "", text("styleUrl", style), geometry ?? "")}\n`;
}

function coordinates(positions: readonly Position[]): string {
  return element("coordinates", {}, positions.map((position) => position.join(",")).join(" "));
}

function ringElement(name: "outerBoundaryIs" | "innerBoundaryIs", ring: Ring): string {
  return element(name, {}, element("LinearRing", {}, coordinates(ring)));
}

function areaPlacemark(area: SceneArea): string {
  const clean = cleanGeometry(area.polygons);
  const pieces = clean === undefined ? [] : polygonsOf(clean);
  const polygons = pieces.map((piece) =>
    element(
      "Polygon",
      {},
      text("tessellate", "1"),
      text("altitudeMode", "clampToGround"),
      ...piece.map((ring, i) => ringElement(i === 0 ? "outerBoundaryIs" : "innerBoundaryIs", ring)),
    ),
  );
  return placemark({ ...area, style: `#area-${area.kind}` }, element("MultiGeometry", {}, ...polygons, ""));
}

function sitePlacemark(site: SceneSite): string {
  const geometry = cleanGeometry({ type: "Point", coordinates: positionOf(site.position) });
  const point = geometry?.type === "Point" ? [geometry.coordinates] : [];
  return placemark(
    { ...site, style: `#site-${site.kind}` },
    element("Point", {}, text("altitudeMode", "clampToGround"), coordinates(point)),
  );
}

function flightPlacemark(flight: SceneFlight, epoch: string): string {
  const clean = cleanGeometry({
    type: "LineString",
    coordinates: flight.states.map(({ r_ecef }) => positionOf(ecefToGeodetic(r_ecef))),
  });
  const lines =
    clean?.type === "LineString" ? [clean.coordinates] : clean?.type === "MultiLineString" ? clean.coordinates : [];
  const first = flight.states[0];
  const last = flight.states.at(-1);
  const time =
    first === undefined || last === undefined
      ? ""
      : element(
          "TimeSpan",
          {},
          text("begin", formatInstant(epoch, first.time_s)),
          text("end", formatInstant(epoch, last.time_s)),
        );
  const drawn = lines.map((line) => element("LineString", {}, text("altitudeMode", "absolute"), coordinates(line)));
  return placemark({ ...flight, style: `#flight-${flight.side}` }, time, element("MultiGeometry", {}, ...drawn, ""));
}
