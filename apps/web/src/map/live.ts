import { useEffect, useState } from "react";
import type { LiveMessage } from "../../../../packages/cli/src/server/live-types.ts";
import type { Moving } from "./extra.ts";

const RETRY_ms = 5000;
/** How long the place of a launch or an end is marked, ms. */
const FLASH_ms = 2000;
const OPPOSING = 2;

/** An outside simulation as a moving layer of the map, where the server hears one (`parapet serve --dis`). */
export function useLive(): Moving | undefined {
  const [moving, setMoving] = useState<Moving>();
  useEffect(() => {
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let message: LiveMessage = { entities: [], shots: [] };
    const flashes: { readonly shot: LiveMessage["shots"][number]; readonly until_ms: number }[] = [];
    const listen = (): void => {
      if (isOver) return;
      socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/live`);
      socket.addEventListener("message", ({ data }) => {
        message = JSON.parse(String(data)) as LiveMessage;
        for (const shot of message.shots) flashes.push({ shot, until_ms: performance.now() + FLASH_ms });
      });
      socket.addEventListener("close", () => {
        timer = setTimeout(listen, RETRY_ms);
      });
    };
    const draw: Moving["draw"] = (context, { projection, colours }) => {
      const now_ms = performance.now();
      context.font = "11px sans-serif";
      context.lineWidth = 1.5;
      for (const { force, name, altitude_m, longitude_deg, latitude_deg } of message.entities) {
        const at = projection([longitude_deg, latitude_deg]);
        if (at === null) continue;
        context.fillStyle = context.strokeStyle = force === OPPOSING ? colours.threat : colours.defender;
        context.beginPath();
        context.arc(at[0], at[1], 4, 0, 2 * Math.PI);
        // Filled in flight, a ring on the ground.
        if (altitude_m > 1000) context.fill();
        else context.stroke();
        context.fillText(name, at[0] + 7, at[1] + 4);
      }
      while (flashes[0] !== undefined && flashes[0].until_ms < now_ms) flashes.shift();
      for (const { shot, until_ms } of flashes) {
        const at = projection([shot.longitude_deg, shot.latitude_deg]);
        if (at === null) continue;
        context.strokeStyle = shot.isHit ? colours.threat : colours.ink;
        context.beginPath();
        context.arc(at[0], at[1], 4 + (12 * (until_ms - now_ms)) / FLASH_ms, 0, 2 * Math.PI);
        context.stroke();
      }
    };
    void (async () => {
      const { live } = (await (await fetch("/api/version")).json()) as { readonly live: boolean };
      if (!live || isOver) return;
      setMoving({ draw });
      listen();
    })().catch(() => undefined); // A server that is away is told of elsewhere.
    return () => {
      isOver = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, []);
  return moving;
}
