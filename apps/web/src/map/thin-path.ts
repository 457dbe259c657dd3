/** Points closer than this to the one before are left out, pixels. */
const LEAST_px = 0.7;

/** Takes a geographic path's drawing commands and leaves out points that no eye could tell apart; a coast has thousands. */
export class ThinPath {
  readonly path: Path2D = new Path2D();
  #x = 0;
  #y = 0;

  beginPath(): void {
    // One path takes everything that is drawn.
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
    this.#x = x;
    this.#y = y;
  }

  lineTo(x: number, y: number): void {
    if (Math.abs(x - this.#x) < LEAST_px && Math.abs(y - this.#y) < LEAST_px) return;
    this.path.lineTo(x, y);
    this.#x = x;
    this.#y = y;
  }

  arc(x: number, y: number, radius: number, from: number, to: number): void {
    this.path.arc(x, y, radius, from, to);
  }

  closePath(): void {
    this.path.closePath();
  }
}
