/** A rectangle of the picture; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A text that belongs to a point; an optional one is left out where it would cover something. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  /** Half the size of the symbol at the point. */
  readonly clearance: number;
  readonly width: number;
  readonly height: number;
  readonly need: "must" | "may";
  /** Where the text is tried first: beside the point, or above it as suits the top of a curve. */
  readonly prefer?: "beside" | "above";
}

/** Left and bottom of the text's box. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
}

/** Square pixels that rounding may leave of a box that covers nothing. */
const TOUCH = 1e-6;

/**
 * Finds a place beside each point at which its text covers no symbol, no obstacle and no text placed before it and stays in the
 * frame, in the order given. Where there is none, a text that must stand takes the place where it covers least, others get undefined.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: Box,
  obstacles: readonly Box[] = [],
): readonly (LabelPlace | undefined)[] {
  const taken: Box[] = [...obstacles];
  for (const { x, y, clearance } of wishes)
    taken.push({
      left: x - clearance,
      top: y - clearance,
      width: 2 * clearance,
      height: 2 * clearance,
    });
  return wishes.map((wish) => {
    let best: { box: Box; covered: number } | undefined;
    for (const box of candidates(wish)) {
      const outside = box.width * box.height - overlap(box, frame);
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0) + 10 * outside;
      if (best === undefined || covered < best.covered - 1e-9) best = { box, covered };
    }
    if (best === undefined || (wish.need === "may" && best.covered > TOUCH)) return undefined;
    taken.push(best.box);
    return { x: best.box.left, y: best.box.top + best.box.height };
  });
}

/** Right, left, above, below (or above first), then the corners, then the same further out. */
function candidates({ x, y, clearance, width, height, prefer }: LabelWish): Box[] {
  const boxes: Box[] = [];
  for (const gap of [clearance + 3, clearance + 14]) {
    const right = x + gap;
    const left = x - gap - width;
    const middle = y - height / 2;
    const over = y - gap - height;
    const under = y + gap;
    const centred = x - width / 2;
    if (prefer === "above") boxes.push({ left: centred, top: over, width, height });
    for (const [boxLeft, top] of [
      [right, middle],
      [left, middle],
      [centred, over],
      [centred, under],
      [right, over],
      [right, under],
      [left, over],
      [left, under],
    ] as const)
      boxes.push({ left: boxLeft, top, width, height });
  }
  return boxes;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
