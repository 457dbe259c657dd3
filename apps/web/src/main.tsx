import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { symbolsReady } from "./map/symbols.ts";
import { followAddress } from "./state/follow-address.ts";
import { startAnswering } from "./state/answering.ts";
import "./style.css";

await Promise.all([followAddress(), symbolsReady]);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void startAnswering();
