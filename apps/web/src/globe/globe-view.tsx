import { geoCircle } from "d3-geo";
import type {
  BillboardCollection,
  CesiumWidget,
  ImageryLayer,
  LabelCollection,
  PointPrimitiveCollection,
  PolylineCollection,
  PrimitiveCollection,
} from "@cesium/engine";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { LonLat, MovedTo, PlayedTrial } from "../compute/desk-types.ts";
import { type Colours, coloursOf } from "../map/colours.ts";
import { listPins, type Pin } from "../map/draw-units.ts";
import { fitCamera, KM_A_DEGREE } from "../map/projection.ts";
import { symbolAddress } from "../map/symbols.ts";
import { useGround } from "../map/use-ground.ts";
import { previewMove } from "../state/answering.ts";
import { usePicked, useStore } from "../state/store.ts";
import { useTheme } from "../state/theme.ts";
import { useWords } from "../words/words.ts";
import { makeVolumes } from "./coverage-volume.ts";
import { Drape, DRAPED } from "./drape.ts";
import { type Cesium, hasWebGl, loadCesium } from "./load-cesium.ts";
import { type AssessedFlight, showFlight, sideOf } from "./flight-scene.ts";
import { listLines } from "./lines.ts";
import { TrialScene } from "./trial-scene.ts";

const EARTH_RADIUS_m = 6_371_009;
/** Lines and symbols stand a little above the ground, so that they are not half under it. */
const LIFT_m = 3000;
/** Distance of the camera from a flight, in radii of the sphere around it. */
const FLIGHT_ROOM = 2.6;
/** How far a key turns the globe, as a share of the camera's height. */
const TURN = 0.12;

interface Scene {
  readonly cesium: Cesium;
  readonly widget: CesiumWidget;
  readonly symbols: BillboardCollection;
  readonly labels: LabelCollection;
  readonly shapes: PolylineCollection;
  readonly volumes: PrimitiveCollection;
  /** What a played trial is drawn with. */
  readonly played: {
    readonly lines: PolylineCollection;
    readonly points: PointPrimitiveCollection;
    readonly labels: LabelCollection;
  };
  drape?: ImageryLayer;
}

/** The same state on a globe: bundled imagery, coasts and borders, the defended area draped, symbols that can be dragged. */
export function GlobeView({
  trial,
  time,
  chosen,
  enlarged = 1,
  flight,
}: {
  /** A trial that is played, the time it stands at, and the threat that is chosen in it. */
  readonly trial?: PlayedTrial | undefined;
  readonly time?: RefObject<number>;
  readonly chosen?: string | undefined;
  readonly enlarged?: number;
  /** A flight that was assessed. */
  readonly flight?: AssessedFlight | undefined;
} = {}) {
  const words = useWords();
  const container = useRef<HTMLDivElement>(null);
  const credits = useRef<HTMLDivElement>(null);
  const [scene, setScene] = useState<Scene>();
  const [failure, setFailure] = useState<string>();
  const ground = useGround();
  const theme = useTheme();
  const colours = useMemo(() => coloursOf(theme), [theme]);
  const { scenario, asked, selected, language, layers, answer, shipped } = usePicked(
    "scenario",
    "asked",
    "selected",
    "language",
    "layers",
    "answer",
    "shipped",
  );
  const [held, setHeld] = useState<MovedTo>();
  const askedIds = useMemo(
    () => new Set([...(asked.whatIf?.units ?? []), ...(asked.whatIf?.regions ?? [])]),
    [asked.whatIf],
  );
  const pins = useMemo(
    () => (scenario === undefined ? [] : listPins(scenario, held ?? asked.moved, language, askedIds)),
    [scenario, held, asked.moved, language, askedIds],
  );

  useEffect(() => {
    let isGone = false;
    let made: Scene | undefined;
    if (!hasWebGl()) {
      setFailure(words("globe.noWebGl"));
      return undefined;
    }
    loadCesium()
      .then(async (cesium) => {
        if (isGone || container.current === null || credits.current === null) return;
        made = await makeScene(cesium, container.current, credits.current);
        if (isGone) made.widget.destroy();
        else setScene(made);
      })
      .catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      isGone = true;
      if (made !== undefined && !made.widget.isDestroyed()) made.widget.destroy();
      setScene(undefined);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the globe is made once
  }, []);

  // Coasts and borders over the bundled imagery, which is blurred from near.
  useEffect(() => {
    if (scene === undefined || ground === undefined) return undefined;
    const { cesium, widget } = scene;
    const lines = new cesium.PolylineCollection();
    const color = cesium.Color.fromCssColorString("#1b1f23").withAlpha(0.65);
    // A line destroys its material with itself: none may be shared.
    for (const line of listLines(ground.fine ?? ground.coarse))
      lines.add({
        positions: cesium.Cartesian3.fromDegreesArray(line.flat()),
        width: 1,
        material: cesium.Material.fromType("Color", { color }),
      });
    widget.scene.primitives.add(lines);
    widget.scene.requestRender();
    return () => {
      if (!widget.isDestroyed()) widget.scene.primitives.remove(lines);
    };
  }, [scene, ground]);

  const drape = useMemo(() => (ground === undefined ? undefined : new Drape(ground, colours)), [ground, colours]);
  useEffect(() => {
    if (scene === undefined || drape === undefined) return;
    layDrape(scene, drape, layers.defended ? drape.draw(answer) : undefined);
  }, [scene, drape, answer, layers.defended]);

  const crossSection_m2 =
    shipped?.systems.find(({ id }) => id === asked.whatIf?.threat)?.numbers["crossSection"]?.value ?? 0.05;
  useEffect(() => {
    if (scene === undefined) return;
    const { shapes, cesium, widget } = scene;
    showPins(scene, pins, { selected, layers });
    shapes.removeAll();
    scene.volumes.removeAll();
    const outline = (ring: readonly LonLat[], colour: string): void => {
      const material = cesium.Material.fromType("Color", { color: cesium.Color.fromCssColorString(colour) });
      shapes.add({
        positions: cesium.Cartesian3.fromDegreesArrayHeights(ring.flatMap(([x, y]) => [x, y, LIFT_m])),
        width: 2,
        material,
      });
    };
    for (const { place, radius_km } of pins)
      if (radius_km !== undefined && layers.launch)
        outline(
          geoCircle()
            .center([place[0], place[1]])
            .radius(radius_km / KM_A_DEGREE)().coordinates[0] as unknown as LonLat[],
          colours.threat,
        );
    // Many volumes over each other must still let the Earth through.
    const looking = (scenario?.units ?? []).filter(
      ({ id, radars }) => radars.length > 0 && (layers.coverage || id === selected),
    );
    const alpha = Math.max(0.025, 0.16 / Math.sqrt(Math.max(1, looking.length)) ** 1.5);
    for (const unit of looking) {
      const place = pins.find(({ id }) => id === unit.id)?.place;
      if (place === undefined) continue;
      for (const volume of makeVolumes(cesium, unit, { place, crossSection_m2, colour: colours.defender, alpha }))
        scene.volumes.add(volume);
    }
    container.current!.dataset["volumes"] = String(scene.volumes.length);
    widget.scene.requestRender();
    container.current!.dataset["globe"] = "ready";
  }, [scene, pins, selected, layers, colours, scenario, crossSection_m2]);

  useCameraInBothDirections(scene, pins);
  useAssessedFlight(scene, { flight, colours, container });
  usePlayedTrial(scene, { trial, time, chosen, enlarged, pins, colours, container });

  // Dragging: a symbol that is held follows the pointer over the ellipsoid.
  useEffect(() => {
    if (scene === undefined) return undefined;
    const { cesium, widget } = scene;
    const handler = new cesium.ScreenSpaceEventHandler(widget.canvas);
    let drag: string | undefined;
    let places: MovedTo | undefined;
    const idAt = (position: { x: number; y: number }): string | undefined => {
      const found = widget.scene.pick(new cesium.Cartesian2(position.x, position.y)) as { id?: unknown } | undefined;
      return typeof found?.id === "string" ? found.id : undefined;
    };
    const hold = (isHeld: boolean): void => {
      widget.scene.screenSpaceCameraController.enableInputs = !isHeld;
    };
    handler.setInputAction(({ position }: { position: { x: number; y: number } }) => {
      drag = idAt(position);
      places = undefined;
      useStore.getState().set({ selected: drag });
      hold(drag !== undefined);
    }, cesium.ScreenSpaceEventType.LEFT_DOWN);
    handler.setInputAction(({ endPosition }: { endPosition: { x: number; y: number } }) => {
      if (drag === undefined) return;
      const at = widget.camera.pickEllipsoid(new cesium.Cartesian2(endPosition.x, endPosition.y));
      if (at === undefined) return;
      const { longitude, latitude } = cesium.Cartographic.fromCartesian(at);
      places = {
        ...useStore.getState().asked.moved,
        [drag]: [cesium.Math.toDegrees(longitude), cesium.Math.toDegrees(latitude)],
      };
      setHeld(places);
      void previewMove(places);
    }, cesium.ScreenSpaceEventType.MOUSE_MOVE);
    handler.setInputAction(() => {
      if (drag !== undefined && places !== undefined) {
        useStore.getState().ask({ moved: places });
        setHeld(undefined);
      }
      drag = undefined;
      hold(false);
    }, cesium.ScreenSpaceEventType.LEFT_UP);
    return () => handler.destroy();
  }, [scene]);

  const turn = (event: KeyboardEvent): void => {
    if (scene === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { camera, scene: shown } = scene.widget;
    const { height } = camera.positionCartographic;
    // A step is a tenth or so of what the picture shows, and at most a tenth of a turn.
    const angle = Math.min(0.6, (TURN * height) / EARTH_RADIUS_m);
    const act = {
      ArrowUp: () => camera.rotateDown(angle),
      ArrowDown: () => camera.rotateUp(angle),
      ArrowLeft: () => camera.rotateRight(angle),
      ArrowRight: () => camera.rotateLeft(angle),
      "+": () => camera.zoomIn(0.25 * height),
      "=": () => camera.zoomIn(0.25 * height),
      "-": () => camera.zoomOut(0.33 * height),
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
    shown.requestRender();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the globe takes keys
    <div
      className="map globe"
      role="application"
      tabIndex={0}
      aria-label={words("globe.label")}
      data-testid="globe"
      onKeyDown={turn}
    >
      <div ref={container} className="globe-canvas" />
      <div ref={credits} className="hidden" />
      {scene === undefined && failure === undefined && (
        <p className="globe-note" role="status">
          {words("globe.loading")}
        </p>
      )}
      {failure !== undefined && (
        <p className="globe-note" role="alert">
          {words("globe.failed", { message: failure })}{" "}
          <button type="button" onClick={() => useStore.getState().set({ view: "sphere" })}>
            {words("view.sphere")}
          </button>
        </p>
      )}
      <p className="map-credit">{words("globe.credit")}</p>
    </div>
  );
}

async function makeScene(cesium: Cesium, container: HTMLDivElement, credits: HTMLDivElement): Promise<Scene> {
  const imagery = await cesium.TileMapServiceImageryProvider.fromUrl(
    cesium.buildModuleUrl("Assets/Textures/NaturalEarthII"),
  );
  const widget = new cesium.CesiumWidget(container, {
    // Paler than it comes: the ground is the background here, not the picture.
    baseLayer: new cesium.ImageryLayer(imagery, { saturation: 0.35, brightness: 1.2, contrast: 0.85 }),
    terrainProvider: new cesium.EllipsoidTerrainProvider(),
    skyBox: false,
    skyAtmosphere: false,
    creditContainer: credits,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    useBrowserRecommendedResolution: true,
    contextOptions: { webgl: { preserveDrawingBuffer: true } },
  });
  const { scene } = widget;
  scene.globe.showGroundAtmosphere = false;
  scene.globe.enableLighting = false;
  scene.fog.enabled = false;
  if (scene.sun !== undefined) scene.sun.show = false;
  if (scene.moon !== undefined) scene.moon.show = false;
  scene.backgroundColor = cesium.Color.fromCssColorString("#10161b");
  const symbols = scene.primitives.add(new cesium.BillboardCollection({ scene })) as BillboardCollection;
  const labels = scene.primitives.add(new cesium.LabelCollection({ scene })) as LabelCollection;
  const shapes = scene.primitives.add(new cesium.PolylineCollection()) as PolylineCollection;
  const volumes = scene.primitives.add(new cesium.PrimitiveCollection()) as PrimitiveCollection;
  const played = {
    lines: scene.primitives.add(new cesium.PolylineCollection()) as PolylineCollection,
    points: scene.primitives.add(new cesium.PointPrimitiveCollection()) as PointPrimitiveCollection,
    labels: scene.primitives.add(new cesium.LabelCollection({ scene })) as LabelCollection,
  };
  return { cesium, widget, symbols, labels, shapes, volumes, played };
}

/** Draws a flight and looks at all of it from the side. */
function useAssessedFlight(
  scene: Scene | undefined,
  {
    flight,
    colours,
    container,
  }: {
    readonly flight: AssessedFlight | undefined;
    readonly colours: Colours;
    readonly container: RefObject<HTMLDivElement | null>;
  },
): void {
  useEffect(() => {
    if (scene === undefined || flight === undefined) return undefined;
    const { cesium, widget, played } = scene;
    const { sphere, clear } = showFlight(cesium, played, flight, colours);
    const { aspectRatio = 1 } = widget.camera.frustum as { aspectRatio?: number };
    const range = (FLIGHT_ROOM * sphere.radius) / Math.min(1, aspectRatio);
    widget.camera.viewBoundingSphere(
      sphere,
      new cesium.HeadingPitchRange(sideOf(flight), cesium.Math.toRadians(-20), range),
    );
    widget.camera.lookAtTransform(cesium.Matrix4.IDENTITY);
    widget.scene.requestRender();
    container.current!.dataset["flight"] = String(flight.flight?.places.length ?? 0);
    return () => {
      if (widget.isDestroyed()) return;
      clear();
      widget.scene.requestRender();
    };
  }, [scene, flight, colours, container]);
}

/** Draws a trial anew whenever its clock has moved. */
function usePlayedTrial(
  scene: Scene | undefined,
  {
    trial,
    time,
    chosen,
    enlarged,
    pins,
    colours,
    container,
  }: {
    readonly trial: PlayedTrial | undefined;
    readonly time: RefObject<number> | undefined;
    readonly chosen: string | undefined;
    readonly enlarged: number;
    readonly pins: readonly Pin[];
    readonly colours: Colours;
    readonly container: RefObject<HTMLDivElement | null>;
  },
): void {
  const options = useRef({ selected: chosen, enlarged });
  options.current = { selected: chosen, enlarged };
  const isStale = useRef(true);
  isStale.current = true;
  useEffect(() => {
    if (scene === undefined || trial === undefined || time === undefined) return undefined;
    const { cesium, widget, played } = scene;
    const places = new Map(pins.map(({ id, place }) => [id, place]));
    const shown = new TrialScene(cesium, played, trial, { colours, placeOf: (unit) => places.get(unit) });
    let request = 0;
    let drawn: number | undefined;
    let frames = 0;
    const loop = (): void => {
      if (widget.isDestroyed()) return;
      if (drawn !== time.current || isStale.current) {
        drawn = time.current;
        isStale.current = false;
        shown.show(drawn, options.current);
        widget.scene.requestRender();
        container.current!.dataset["trialFrames"] = String(++frames);
      }
      request = requestAnimationFrame(loop);
    };
    isStale.current = true;
    request = requestAnimationFrame(loop);
    return () => {
      cancelAnimationFrame(request);
      if (!widget.isDestroyed()) shown.clear();
    };
  }, [scene, trial, time, pins, colours, container]);
}

function layDrape(scene: Scene, drape: Drape, url: string | undefined): void {
  const { cesium, widget } = scene;
  const layersOf = widget.scene.imageryLayers;
  const old = scene.drape;
  if (url === undefined) delete scene.drape;
  else {
    const { west, south, east, north } = DRAPED;
    scene.drape = layersOf.addImageryProvider(
      new cesium.SingleTileImageryProvider({
        url,
        rectangle: cesium.Rectangle.fromDegrees(west, south, east, north),
        tileWidth: drape.width,
        tileHeight: drape.height,
      }),
    );
  }
  // The new picture is laid before the old one is taken away, so that nothing blinks.
  if (old !== undefined) setTimeout(() => !widget.isDestroyed() && layersOf.remove(old), 120);
  widget.scene.requestRender();
}

function showPins(
  { cesium, symbols, labels }: Scene,
  pins: readonly Pin[],
  {
    selected,
    layers,
  }: {
    readonly selected: string | undefined;
    readonly layers: { readonly units: boolean; readonly labels: boolean; readonly launch: boolean };
  },
): void {
  symbols.removeAll();
  labels.removeAll();
  for (const { id, type, name, place, isAsked } of pins) {
    if (!(type === "launch-region" ? layers.launch : layers.units)) continue;
    const position = cesium.Cartesian3.fromDegrees(place[0], place[1], LIFT_m);
    symbols.add({
      id,
      position,
      image: symbolAddress(type),
      scale: id === selected ? 1.5 : 1.1,
      color: cesium.Color.WHITE.withAlpha(isAsked || id === selected ? 1 : 0.7),
      // In front of the ground it stands on, behind the Earth's limb.
      disableDepthTestDistance: 0,
    });
    if (layers.labels && (isAsked || id === selected))
      labels.add({
        id,
        position,
        text: name,
        font: '13px system-ui, "Noto Sans CJK JP", sans-serif',
        fillColor: cesium.Color.WHITE,
        outlineColor: cesium.Color.BLACK,
        outlineWidth: 3,
        style: cesium.LabelStyle.FILL_AND_OUTLINE,
        pixelOffset: new cesium.Cartesian2(0, -24),
      });
  }
}

/** The globe looks where the map looked, and the map will look where the globe was turned to. */
function useCameraInBothDirections(scene: Scene | undefined, pins: readonly Pin[]): void {
  const isPlaced = useRef(false);
  useEffect(() => {
    if (scene === undefined) {
      isPlaced.current = false;
      return undefined;
    }
    const { cesium, widget } = scene;
    if (!isPlaced.current && pins.length > 0) {
      isPlaced.current = true;
      const { centre, span_deg } =
        useStore.getState().camera ??
        fitCamera(pins.filter(({ type }) => type !== "satellite").map(({ place }) => place));
      const height = (EARTH_RADIUS_m * Math.sin((Math.min(170, span_deg) * Math.PI) / 360)) / Math.tan(Math.PI / 6);
      widget.camera.setView({
        destination: cesium.Cartesian3.fromDegrees(centre[0], centre[1], Math.max(20_000, height)),
      });
    }
    const listen = (): void => {
      const { canvas } = widget;
      const at = widget.camera.pickEllipsoid(new cesium.Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2));
      if (at === undefined) return;
      const { longitude, latitude } = cesium.Cartographic.fromCartesian(at);
      const { height } = widget.camera.positionCartographic;
      const sine = Math.min(1, (height * Math.tan(Math.PI / 6)) / EARTH_RADIUS_m);
      useStore.getState().set({
        camera: {
          centre: [cesium.Math.toDegrees(longitude), cesium.Math.toDegrees(latitude)],
          span_deg: (360 * Math.asin(sine)) / Math.PI,
        },
      });
    };
    return widget.camera.moveEnd.addEventListener(listen);
  }, [scene, pins]);
}
