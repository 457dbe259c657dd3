declare module "*.css";

declare module "*?url" {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- how the bundler hands out addresses
  export default url;
}

/** Symbols drawn while the page is built; see unit-symbols.ts. */
declare module "virtual:unit-symbols" {
  export const SYMBOLS: Readonly<
    Record<
      string,
      {
        readonly svg: string;
        readonly width: number;
        readonly height: number;
        readonly anchorX: number;
        readonly anchorY: number;
      }
    >
  >;
}
