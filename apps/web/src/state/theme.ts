import { useEffect, useState } from "react";
import { useStore } from "./store.ts";

const query = "(prefers-color-scheme: dark)";

/** Light or dark, as chosen or as the system has it. */
export function useTheme(): "light" | "dark" {
  const theme = useStore((state) => state.theme);
  const [isDark, setDark] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listen = (): void => setDark(media.matches);
    media.addEventListener("change", listen);
    return () => media.removeEventListener("change", listen);
  }, []);
  return theme === "auto" ? (isDark ? "dark" : "light") : theme;
}
