import { geoGraticule, geoPath, type GeoProjection } from "d3-geo";
import type { Colours } from "./colours.ts";
import type { Ground } from "./ground.ts";
import type { PictureSize } from "./projection.ts";

/** Steps of the graticule, degrees, from wide views to near ones. */
const STEPS: readonly (readonly [widerThan: number, step: number])[] = [
  [100, 15],
  [30, 10],
  [12, 5],
  [5, 2],
  [0, 1],
];

export interface GroundOptions {
  readonly projection: GeoProjection;
  readonly size: PictureSize;
  readonly colours: Colours;
  readonly span_deg: number;
  readonly hasGraticule: boolean;
  /** Whether the picture is moving: the coarse coast will do. */
  readonly isMoving: boolean;
}

/** Sea, graticule, land and borders. */
export function drawGround(
  context: CanvasRenderingContext2D,
  ground: Ground | undefined,
  options: GroundOptions,
): void {
  const { projection, size, colours, span_deg, hasGraticule, isMoving } = options;
  const path = geoPath(projection, context);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, size.width, size.height);
  context.beginPath();
  path({ type: "Sphere" });
  context.fillStyle = colours.sea;
  context.fill();
  if (hasGraticule) {
    const step = STEPS.find(([wide]) => span_deg > wide)?.[1] ?? 1;
    context.beginPath();
    path(
      geoGraticule()
        .step([step, step])
        .extentMajor([
          [-180, -90],
          [180, 90],
        ])
        .extentMinor([
          [-180, -85],
          [180, 85],
        ])(),
    );
    context.strokeStyle = colours.graticule;
    context.lineWidth = 1;
    context.stroke();
  }
  if (ground === undefined) return;
  const world = isMoving || span_deg > 60 ? ground.coarse : (ground.fine ?? ground.coarse);
  context.beginPath();
  path(world.land);
  context.fillStyle = colours.abroad;
  context.fill();
  context.strokeStyle = colours.coast;
  context.lineWidth = 0.6;
  context.stroke();
  context.beginPath();
  path(world.borders);
  context.strokeStyle = colours.border;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
}
