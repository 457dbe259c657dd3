import { readAddress, writeAddress } from "./address.ts";
import { useStore } from "./store.ts";

/** Takes the state from the page's address, and keeps the address up with the state from then on. */
export async function followAddress(): Promise<void> {
  const { set } = useStore.getState();
  set(await readAddress(location.hash));
  let written = location.hash;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  useStore.subscribe(() => {
    // Not put off by the next change: an answer that narrows changes the state more often than this waits.
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void writeAddress(useStore.getState()).then((address) => {
        written = `#${address}`;
        if (location.hash !== written) history.replaceState(undefined, "", written);
      });
    }, 250);
  });
  window.addEventListener("hashchange", () => {
    if (location.hash === written) return;
    void readAddress(location.hash).then(set);
  });
}
