import { geoEquirectangular } from "d3-geo";
import type { AreaAnswer } from "../compute/desk-types.ts";
import type { Colours } from "../map/colours.ts";
import { drawAnswer, type LandLayers, makeLandLayers } from "../map/draw-answer.ts";
import type { Ground } from "../map/ground.ts";

/** The part of the Earth that the defended area is draped over, degrees. */
export const DRAPED = { west: 122, south: 20, east: 154, north: 46 } as const;
const WIDTH = 2048;
const HEIGHT = Math.round((WIDTH * (DRAPED.north - DRAPED.south)) / (DRAPED.east - DRAPED.west));

const projection = geoEquirectangular()
  .rotate([-(DRAPED.west + DRAPED.east) / 2, 0])
  .scale(WIDTH / (((DRAPED.east - DRAPED.west) * Math.PI) / 180))
  .translate([WIDTH / 2, (HEIGHT * DRAPED.north) / (DRAPED.north - DRAPED.south)]);

/** Draws the land with its defended area as the flat map does, in the projection that a globe stretches over itself. */
export class Drape {
  readonly #land: LandLayers;
  readonly #colours: Colours;
  readonly #canvas = document.createElement("canvas");

  constructor(ground: Ground, colours: Colours) {
    const size = { width: WIDTH, height: HEIGHT };
    this.#land = makeLandLayers(ground, { projection, colours, size, ratio: 1 });
    this.#colours = colours;
    this.#canvas.width = WIDTH;
    this.#canvas.height = HEIGHT;
  }

  /** The picture's address. */
  draw(answer: AreaAnswer | undefined): string {
    const context = this.#canvas.getContext("2d")!;
    context.clearRect(0, 0, WIDTH, HEIGHT);
    drawAnswer(context, this.#land, answer, { projection, colours: this.#colours, hasPrefectures: true });
    return this.#canvas.toDataURL();
  }

  get width(): number {
    return WIDTH;
  }

  get height(): number {
    return HEIGHT;
  }
}
