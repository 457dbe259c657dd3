import type {
  Cartesian3,
  LabelCollection,
  PointPrimitive,
  PointPrimitiveCollection,
  Polyline,
  PolylineCollection,
} from "@cesium/engine";
import type { DrawnFlight, LonLat, PlayedTrial } from "../compute/desk-types.ts";
import type { Colours } from "../map/colours.ts";
import { ellipseRing, lastBefore, recentLinks, trackAt } from "../map/draw-trial.ts";
import type { Cesium } from "./load-cesium.ts";

/** A flight's whole path is drawn through every so many of its samples. */
const PATH_STEP = 4;
/** How long a mark of something that has just happened stays, s of the raid. */
const FLASH_s = 12;
/** Links are drawn a little above the ground. */
const LIFT_m = 3000;

interface Flier {
  readonly flight: DrawnFlight;
  readonly point: PointPrimitive;
  readonly path: Polyline;
}

/**
 * A played trial on the globe, as primitives: paths through the recorded samples in Earth-fixed metres, so that nothing jumps at 180 degrees; points
 * for threats and rounds, ellipses of error, links that have just carried a track, hits, misses and what got through.
 */
export class TrialScene {
  readonly #cesium: Cesium;
  readonly #trial: PlayedTrial;
  readonly #lines: PolylineCollection;
  readonly #points: PointPrimitiveCollection;
  readonly #labels: LabelCollection;
  readonly #threats: readonly (Flier & { readonly ellipse: Polyline })[];
  readonly #rounds: readonly Flier[];
  readonly #links = new Map<string, Polyline>();
  readonly #ends: readonly { readonly from_s: number; readonly to_s: number; readonly label: { show: boolean } }[];
  readonly #scratch: Cartesian3;

  constructor(
    cesium: Cesium,
    collections: {
      readonly lines: PolylineCollection;
      readonly points: PointPrimitiveCollection;
      readonly labels: LabelCollection;
    },
    trial: PlayedTrial,
    { colours, placeOf }: { readonly colours: Colours; readonly placeOf: (unit: string) => LonLat | undefined },
  ) {
    this.#cesium = cesium;
    this.#trial = trial;
    this.#scratch = new cesium.Cartesian3();
    const { lines, points, labels } = collections;
    [this.#lines, this.#points, this.#labels] = [lines, points, labels];
    const paint = (colour: string, alpha: number): InstanceType<Cesium["Material"]> =>
      cesium.Material.fromType("Color", { color: cesium.Color.fromCssColorString(colour).withAlpha(alpha) });
    const fly = (id: string | undefined, flight: DrawnFlight, colour: string, size: number, alpha: number): Flier => ({
      flight,
      point: points.add({
        ...(id === undefined ? {} : { id: `threat:${id}` }),
        show: false,
        pixelSize: size,
        color: cesium.Color.fromCssColorString(colour),
        outlineColor: cesium.Color.WHITE,
        outlineWidth: 1,
      }),
      path: lines.add({ show: false, positions: this.#pathOf(flight), width: 1.5, material: paint(colour, alpha) }),
    });
    this.#threats = trial.threats.map(({ id, flight }) => ({
      ...fly(id, flight, colours.threat, 9, 0.75),
      ellipse: lines.add({ show: false, positions: [], width: 2, material: paint(colours.track, 1) }),
    }));
    this.#rounds = trial.rounds.map(({ flight }) => fly(undefined, flight, colours.defender, 6, 0.9));
    for (const { kind, unit = "", reason = "" } of trial.events) {
      const key = `${reason}>${unit}`;
      const [from, to] = [placeOf(reason), placeOf(unit)];
      if (kind !== "track-received" || this.#links.has(key) || from === undefined || to === undefined) continue;
      const positions = cesium.Cartesian3.fromDegreesArrayHeights([...from, LIFT_m, ...to, LIFT_m]);
      this.#links.set(key, lines.add({ show: false, positions, width: 2, material: paint(colours.track, 0.9) }));
    }
    const mark = (flight: DrawnFlight, text: string, colour: string): { show: boolean } =>
      labels.add({
        show: false,
        text,
        position: this.#samplePosition(flight, flight.time_s.length - 1),
        font: "bold 18px system-ui, sans-serif",
        fillColor: cesium.Color.fromCssColorString(colour),
        outlineColor: cesium.Color.WHITE,
        outlineWidth: 3,
        style: cesium.LabelStyle.FILL_AND_OUTLINE,
        horizontalOrigin: cesium.HorizontalOrigin.CENTER,
        verticalOrigin: cesium.VerticalOrigin.CENTER,
      }) as { show: boolean };
    this.#ends = [
      ...trial.rounds.map(({ flight, isHit }) => ({
        from_s: flight.time_s.at(-1)!,
        to_s: flight.time_s.at(-1)! + FLASH_s,
        label: mark(flight, isHit ? "✕" : "○", isHit ? colours.satisfied : colours.faint),
      })),
      ...trial.threats
        .filter(({ isLeaker }) => isLeaker)
        .map(({ flight }) => ({
          from_s: flight.time_s.at(-1)!,
          to_s: Infinity,
          label: mark(flight, "◉", colours.threat),
        })),
    ];
  }

  #samplePosition({ ecef_m }: DrawnFlight, i: number, out?: Cartesian3): Cartesian3 {
    return this.#cesium.Cartesian3.unpack(ecef_m as never, 3 * i, out ?? new this.#cesium.Cartesian3());
  }

  #pathOf(flight: DrawnFlight): Cartesian3[] {
    const last = flight.time_s.length - 1;
    const positions: Cartesian3[] = [];
    for (let i = 0; i < last; i += PATH_STEP) positions.push(this.#samplePosition(flight, i));
    positions.push(this.#samplePosition(flight, last));
    return positions;
  }

  #moveTo({ flight, point, path }: Flier, t: number): boolean {
    const i = lastBefore(flight, t);
    const last = flight.time_s.length - 1;
    const isFlying = i >= 0 && t <= flight.time_s[last]!;
    point.show = isFlying;
    path.show = isFlying;
    if (!isFlying) return false;
    const j = Math.min(last, i + 1);
    const step = flight.time_s[j]! - flight.time_s[i]!;
    const { Cartesian3 } = this.#cesium;
    const [a, b] = [this.#samplePosition(flight, i, this.#scratch), this.#samplePosition(flight, j)];
    point.position = Cartesian3.lerp(a, b, step > 0 ? (t - flight.time_s[i]!) / step : 0, b);
    return true;
  }

  /** Puts everything where it is at a time. */
  show(t: number, { selected, enlarged }: { readonly selected: string | undefined; readonly enlarged: number }): void {
    const { Cartesian3 } = this.#cesium;
    this.#threats.forEach((flier, k) => {
      const { id, track } = this.#trial.threats[k]!;
      const isFlying = this.#moveTo(flier, t);
      flier.point.pixelSize = id === selected ? 13 : 9;
      flier.path.width = id === selected ? 3 : 1.5;
      const known = isFlying ? trackAt(track, t) : undefined;
      flier.ellipse.show = known !== undefined;
      if (known === undefined) return;
      flier.ellipse.positions = Cartesian3.fromDegreesArrayHeights(
        ellipseRing(known, enlarged).coordinates.flatMap(([x, y]) => [x!, y!, known.altitude_m]),
      );
    });
    for (const flier of this.#rounds) this.#moveTo(flier, t);
    const lit = new Set(recentLinks(this.#trial, t).map(({ unit = "", reason = "" }) => `${reason}>${unit}`));
    for (const [key, line] of this.#links) line.show = lit.has(key);
    for (const { from_s, to_s, label } of this.#ends) label.show = t >= from_s && t <= to_s;
  }

  /** Takes everything of the trial off the globe. */
  clear(): void {
    this.#lines.removeAll();
    this.#points.removeAll();
    this.#labels.removeAll();
  }
}
