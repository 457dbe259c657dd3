import { useEffect, useState } from "react";
import { useStore } from "../state/store.ts";
import { type Ground, loadGround } from "./ground.ts";

let ground: Ground | undefined;
let isLoading = false;
const listeners = new Set<(ground: Ground) => void>();

/** Coasts, borders and prefectures; loaded once for all maps. */
export function useGround(): Ground | undefined {
  const [known, setKnown] = useState(ground);
  useEffect(() => {
    listeners.add(setKnown);
    setKnown(ground);
    if (!isLoading) {
      isLoading = true;
      loadGround((found) => {
        ground = found;
        for (const listener of listeners) listener(found);
      }).catch((error: unknown) => {
        isLoading = false;
        useStore.getState().set({ failure: String(error instanceof Error ? error.message : error) });
      });
    }
    return () => void listeners.delete(setKnown);
  }, []);
  return known;
}
