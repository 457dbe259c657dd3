declare module "*.css";

declare module "*?url" {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- how the bundler hands out addresses
  export default url;
}

/** The symbol library in parts, so that only the symbols in use are loaded; see vite.config.ts. */
declare module "milsymbol-parts" {
  import type { Symbol } from "milsymbol";
  export const ms: { readonly Symbol: typeof Symbol; readonly addIcons: (part: unknown) => void };
  export const numberlandequipment: unknown;
  export const numberlandunit: unknown;
  export const numbersea: unknown;
  export const numberspace: unknown;
}
