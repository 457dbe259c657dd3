/** What a page is told of an outside simulation, five times a second while something is going on. */
export interface LiveMessage {
  readonly entities: readonly LiveEntity[];
  /** Launches and ends of munitions since the last message. */
  readonly shots: readonly LiveShot[];
}

/** An entity where dead reckoning has it now. */
export interface LiveEntity {
  /** site:application:entity. */
  readonly id: string;
  readonly name: string;
  /** 0 other, 1 friendly, 2 opposing, 3 neutral. */
  readonly force: number;
  /** SISO-REF-010: 1 platform, 2 munition. */
  readonly kind: number;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly altitude_m: number;
}

export interface LiveShot {
  readonly kind: "fire" | "detonation";
  readonly isHit: boolean;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
}
