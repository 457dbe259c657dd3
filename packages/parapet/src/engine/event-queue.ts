/**
 * Events of one trial in the order of (time, priority, sequence): a binary heap over plain arrays. The sequence is the order in which events were put
 * in, so that the order of handling never depends on the heap. `kind` and the two numbers mean what the trial says.
 */
export class EventQueue {
  /** The event that `next` took out: kind and two numbers. */
  kind = 0;
  a = 0;
  b = 0;
  readonly #now = new Float64Array(1);
  #time = new Float64Array(256);
  /** Priority, sequence, kind, a, b: five numbers an event. */
  #rest = new Int32Array(5 * 256);
  #count = 0;
  #sequence = 0;

  /** Time of the event that `next` took out last, s. */
  get time_s(): number {
    return this.#now[0]!;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
    this.#sequence = 0;
    this.#now[0] = -Infinity;
  }

  /** Puts an event in. Among those of one time the lowest priority is handled first. Throws on a time before the present one or not a number. */
  add(time_s: number, priority: number, kind: number, a: number = 0, b: number = 0): void {
    if (!(time_s >= this.#now[0]!))
      throw new RangeError(`EventQueue: an event may not lie before the present ${this.#now[0]} s, got ${time_s} s`);
    if (time_s === Infinity) return;
    if (this.#count === this.#time.length) this.#grow();
    let i = this.#count++;
    this.#set(i, time_s, priority, this.#sequence++, kind, a, b);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  /** Takes the next event out; false when there is none. */
  next(): boolean {
    if (this.#count === 0) return false;
    const rest = this.#rest;
    this.#now[0] = this.#time[0]!;
    this.kind = rest[2]!;
    this.a = rest[3]!;
    this.b = rest[4]!;
    const last = --this.#count;
    if (last > 0) {
      this.#swap(0, last);
      this.#sink();
    }
    return true;
  }

  #sink(): void {
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= this.#count) return;
      const right = left + 1;
      const child = right < this.#count && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(child, i)) return;
      this.#swap(i, child);
      i = child;
    }
  }

  #isBefore(i: number, j: number): boolean {
    const t = this.#time[i]! - this.#time[j]!;
    if (t !== 0) return t < 0;
    const rest = this.#rest;
    const p = rest[5 * i]! - rest[5 * j]!;
    return p === 0 ? rest[5 * i + 1]! < rest[5 * j + 1]! : p < 0;
  }

  #set(i: number, time: number, priority: number, sequence: number, kind: number, a: number, b: number): void {
    this.#time[i] = time;
    const rest = this.#rest;
    rest[5 * i] = priority;
    rest[5 * i + 1] = sequence;
    rest[5 * i + 2] = kind;
    rest[5 * i + 3] = a;
    rest[5 * i + 4] = b;
  }

  #swap(i: number, j: number): void {
    const time = this.#time[i]!;
    this.#time[i] = this.#time[j]!;
    this.#time[j] = time;
    const rest = this.#rest;
    for (let k = 0; k < 5; k++) {
      const value = rest[5 * i + k]!;
      rest[5 * i + k] = rest[5 * j + k]!;
      rest[5 * j + k] = value;
    }
  }

  #grow(): void {
    const time = new Float64Array(2 * this.#time.length);
    time.set(this.#time);
    const rest = new Int32Array(2 * this.#rest.length);
    rest.set(this.#rest);
    this.#time = time;
    this.#rest = rest;
  }
}
