import type { GeoProjection } from "d3-geo";
import {
  memo,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type WheelEvent,
} from "react";
import type { LonLat, MovedTo } from "../compute/desk-types.ts";
import { previewMove } from "../state/answering.ts";
import { localName, usePicked, useStore } from "../state/store.ts";
import { useTheme } from "../state/theme.ts";
import { useWords } from "../words/words.ts";
import { coloursOf } from "./colours.ts";
import { drawAnswer, type LandLayers, makeLandLayers } from "./draw-answer.ts";
import { drawGround } from "./draw-ground.ts";
import { drawScaleBar } from "./draw-scale.ts";
import { coverageFans, drawFans, drawPins, listPins, type Pin } from "./draw-units.ts";
import { useGround } from "./use-ground.ts";
import {
  FIRST_CAMERA,
  fitCamera,
  makeProjection,
  panCamera,
  type PictureSize,
  placeAt,
  zoomCamera,
} from "./projection.ts";
import type { Extra, Moving } from "./extra.ts";

/** How near a pointer must be to a symbol to pick it, CSS pixels. */
const PICK_px = 16;
const STEP_deg = 0.05;
const LONG_STEP_deg = 0.5;

interface Drag {
  readonly pointer: number;
  readonly id: string | undefined;
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
  hasMoved: boolean;
}

/** The map: ground, defended area, coverage and symbols on two canvases; symbols can be dragged with pointer or keys. */
export const MapView = memo(function MapView({
  kind,
  extra,
  moving,
  onPlace,
}: {
  readonly kind: "flat" | "sphere";
  readonly extra?: Extra;
  readonly moving?: Moving;
  readonly onPlace?: (place: LonLat) => void;
}) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const groundCanvas = useRef<HTMLCanvasElement>(null);
  const overCanvas = useRef<HTMLCanvasElement>(null);
  const movingCanvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<PictureSize>({ width: 0, height: 0 });
  const ground = useGround();
  const theme = useTheme();
  const colours = useMemo(() => coloursOf(theme), [theme]);
  const {
    camera: kept,
    layers,
    selected,
    asked,
    scenario,
    answer,
    language,
    shipped,
    set,
  } = usePicked("camera", "layers", "selected", "asked", "scenario", "answer", "language", "shipped", "set");
  const [held, setHeld] = useState<MovedTo>();
  const [isMoving, setMoving] = useState(false);
  const drag = useRef<Drag>(undefined);
  const pinPlaces = useRef<ReadonlyMap<string, readonly [number, number]>>(new Map());
  const counted = useRef({ frames: 0, previews: 0, answer: undefined as unknown });

  const askedIds = useMemo(
    () => new Set([...(asked.whatIf?.units ?? []), ...(asked.whatIf?.regions ?? [])]),
    [asked.whatIf],
  );
  const moved = held ?? asked.moved;
  const pins = useMemo(
    () => (scenario === undefined ? [] : listPins(scenario, moved, language, askedIds)),
    [scenario, moved, language, askedIds],
  );
  // A satellite stands for its orbit: it would widen every first view to half the Earth.
  const home = useMemo(
    () =>
      scenario === undefined
        ? FIRST_CAMERA
        : fitCamera(
            listPins(scenario, {}, language, new Set())
              .filter(({ type }) => type !== "satellite")
              .map(({ place }) => place),
          ),
    [scenario, language],
  );
  const camera = kept ?? home;
  const projection = useMemo(
    () => (size.width === 0 ? undefined : makeProjection(kind, camera, size)),
    [kind, camera, size],
  );
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const landLayers = useMemo<LandLayers | undefined>(
    () =>
      // Without a scenario the view is about to change, and nothing is defended in it.
      ground === undefined || projection === undefined || scenario === undefined
        ? undefined
        : makeLandLayers(ground, { projection, colours, size, ratio }),
    [ground?.prefectures, projection, colours, size, ratio, scenario === undefined],
  );

  useEffect(() => {
    const element = frame.current!;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const crossSection_m2 = useMemo(
    () => shipped?.systems.find(({ id }) => id === asked.whatIf?.threat)?.numbers["crossSection"]?.value ?? 0.05,
    [shipped, asked.whatIf?.threat],
  );

  useEffect(() => {
    const context = prepare(groundCanvas.current, size, ratio);
    if (context === undefined || projection === undefined) return;
    drawGround(context, ground, {
      projection,
      size,
      colours,
      span_deg: camera.span_deg,
      hasGraticule: layers.graticule,
      isMoving,
    });
  }, [projection, ground, size, colours, layers.graticule, camera.span_deg, ratio, isMoving]);

  useEffect(() => {
    if (projection === undefined) return undefined;
    const request = requestAnimationFrame(() => {
      const context = prepare(overCanvas.current, size, ratio);
      if (context === undefined) return;
      if (landLayers !== undefined)
        drawAnswer(context, landLayers, layers.defended ? answer : undefined, {
          projection,
          colours,
          hasPrefectures: layers.prefectures,
        });
      const fanned =
        scenario?.units.filter(({ id, radars }) => radars.length > 0 && (layers.coverage || id === selected)) ?? [];
      const placeById = new Map(pins.map(({ id, place }) => [id, place]));
      drawFans(
        context,
        fanned.flatMap((unit) => coverageFans(unit, placeById.get(unit.id)!, crossSection_m2)),
        { projection, colours },
      );
      extra?.draw(context, { projection, colours, size });
      pinPlaces.current = drawPins(context, pins, { projection, colours, selected, layers });
      drawScaleBar(context, projection, size, colours);
      if (landLayers !== undefined && pinPlaces.current.size > 0) markOnce("first-picture");
      const count = counted.current;
      count.frames++;
      if (answer !== count.answer && answer?.state === "preview") count.previews++;
      count.answer = answer;
      frame.current!.dataset["frames"] = String(count.frames);
      frame.current!.dataset["previews"] = String(count.previews);
      frame.current!.dataset["state"] = answer?.state ?? "none";
    });
    return () => cancelAnimationFrame(request);
  }, [projection, landLayers, answer, layers, colours, pins, selected, scenario, size, ratio, crossSection_m2, extra]);

  useEffect(() => {
    if (moving === undefined || projection === undefined) return undefined;
    let request = 0;
    let frameCount = 0;
    let cost = 0;
    const loop = (): void => {
      const context = prepare(movingCanvas.current, size, ratio);
      if (context !== undefined) {
        const start = performance.now();
        moving.draw(context, { projection, colours, size, places: pinPlaces.current });
        // What a frame costs, smoothed: on a shared machine it tells more than how many there were.
        cost += 0.1 * (performance.now() - start - cost);
        frameCount++;
        frame.current!.dataset["movingFrames"] = String(frameCount);
        frame.current!.dataset["movingCost"] = cost.toFixed(2);
      }
      request = requestAnimationFrame(loop);
    };
    request = requestAnimationFrame(loop);
    return () => cancelAnimationFrame(request);
  }, [moving, projection, colours, size, ratio]);

  const pick = (x: number, y: number): string | undefined => {
    let best: string | undefined;
    let least = PICK_px;
    for (const [id, [px, py]] of pinPlaces.current) {
      const distance = Math.hypot(px - x, py - y);
      if (distance < least) [best, least] = [id, distance];
    }
    return best;
  };

  const drop = useCallback((places: MovedTo | undefined) => {
    setHeld(undefined);
    if (places !== undefined) useStore.getState().ask({ moved: places });
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const [x, y] = positionIn(event);
    const id = onPlace === undefined ? pick(x, y) : undefined;
    drag.current = { pointer: event.pointerId, id, startX: x, startY: y, x, y, hasMoved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const now = drag.current;
    const [x, y] = positionIn(event);
    if (now === undefined || now.pointer !== event.pointerId) {
      event.currentTarget.style.cursor =
        onPlace !== undefined ? "crosshair" : pick(x, y) === undefined ? "grab" : "move";
      return;
    }
    if (!now.hasMoved && Math.hypot(x - now.startX, y - now.startY) < 3) return;
    const dx = x - now.x;
    const dy = y - now.y;
    [now.x, now.y, now.hasMoved] = [x, y, true];
    if (now.id === undefined) {
      setMoving(true);
      const before = useStore.getState().camera ?? home;
      set({ camera: panCamera(kind, before, size, dx, dy) });
      return;
    }
    const place = invert(projection, x, y);
    if (place === undefined) return;
    const next = { ...asked.moved, [now.id]: place };
    if (selected !== now.id) set({ selected: now.id });
    setHeld(next);
    if (askedIds.has(now.id)) void previewMove(next);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const now = drag.current;
    drag.current = undefined;
    setMoving(false);
    if (now === undefined) return;
    if (!now.hasMoved) {
      const [x, y] = positionIn(event);
      const place = invert(projection, x, y);
      if (onPlace !== undefined && place !== undefined) onPlace(place);
      else set({ selected: now.id });
      return;
    }
    if (now.id !== undefined) drop(held);
  };
  const onWheel = (event: WheelEvent): void => {
    set({ camera: zoomCamera(camera, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 240)) });
  };

  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const nudge = (id: string, azimuth: number, arc: number): void => {
    const from = pins.find((pin) => pin.id === id)?.place;
    if (from === undefined) return;
    const next = { ...moved, [id]: placeAt(from, azimuth, arc) };
    setHeld(next);
    if (askedIds.has(id)) void previewMove(next);
    clearTimeout(settle.current);
    settle.current = setTimeout(() => drop(next), 500);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const azimuth = { ArrowUp: 0, ArrowRight: 90, ArrowDown: 180, ArrowLeft: 270 }[event.key];
    if (azimuth !== undefined) {
      event.preventDefault();
      if (selected !== undefined && !event.ctrlKey && !event.metaKey)
        nudge(selected, azimuth, event.shiftKey ? LONG_STEP_deg : STEP_deg);
      else set({ camera: { ...camera, centre: placeAt(camera.centre, azimuth, camera.span_deg / 12) } });
    } else if (event.key === "+" || event.key === "=") set({ camera: zoomCamera(camera, 0.8) });
    else if (event.key === "-") set({ camera: zoomCamera(camera, 1.25) });
    else if (event.key === "0") set({ camera: undefined });
    else if (event.key === "Escape") set({ selected: undefined });
    else if (event.key === "Enter" && onPlace !== undefined) onPlace(camera.centre);
    else if (event.key === "]" || event.key === "[") {
      event.preventDefault();
      const ids = pins.map(({ id }) => id);
      const at = selected === undefined ? -1 : ids.indexOf(selected);
      const next = ids[(at + (event.key === "]" ? 1 : ids.length - 1) + ids.length) % ids.length];
      set({ selected: next });
    }
  };

  const chosen = pins.find(({ id }) => id === selected);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the map takes keys
    <div
      ref={frame}
      className="map"
      role="application"
      tabIndex={0}
      aria-label={words("map.label")}
      aria-describedby="map-keys"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => drop((drag.current = undefined))}
      onWheel={onWheel}
      onKeyDown={onKeyDown}
      data-testid="map"
    >
      <canvas ref={groundCanvas} aria-hidden="true" />
      <canvas ref={overCanvas} aria-hidden="true" />
      {moving !== undefined && <canvas ref={movingCanvas} aria-hidden="true" />}
      <p id="map-keys" className="hidden">
        {words("map.keys")}
      </p>
      <p className="hidden" aria-live="polite">
        {chosen === undefined ? "" : describePin(chosen)}
      </p>
      <div className="map-buttons">
        <button type="button" aria-label={words("map.nearer")} onClick={() => set({ camera: zoomCamera(camera, 0.7) })}>
          +
        </button>
        <button
          type="button"
          aria-label={words("map.farther")}
          onClick={() => set({ camera: zoomCamera(camera, 1.4) })}
        >
          −
        </button>
        <button type="button" aria-label={words("map.home")} onClick={() => set({ camera: undefined })}>
          ⌂
        </button>
      </div>
      {scenario !== undefined && (
        <p className="map-credit">
          {words(kind === "flat" ? "map.projectionFlat" : "map.projectionSphere")} · Natural Earth · GeoNames ·{" "}
          {localName(scenario.title, language)}
        </p>
      )}
    </div>
  );
});

/** Tells tools that measure the page when something was there. */
function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

function describePin({ name, place }: Pin): string {
  return `${name}: ${place[1].toFixed(2)}°, ${place[0].toFixed(2)}°`;
}

function positionIn(event: PointerEvent<HTMLDivElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function invert(projection: GeoProjection | undefined, x: number, y: number): LonLat | undefined {
  const found = projection?.invert?.([x, y]);
  return found !== undefined && found !== null && found.every(Number.isFinite) ? [found[0], found[1]] : undefined;
}

/** A cleared canvas of the right size, in CSS pixels. */
function prepare(
  canvas: HTMLCanvasElement | null,
  { width, height }: PictureSize,
  ratio: number,
): CanvasRenderingContext2D | undefined {
  if (canvas === null || width === 0 || height === 0) return undefined;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
