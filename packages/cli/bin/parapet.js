#!/usr/bin/env node
// Plain JavaScript that any Node from 18 on can start. A Node older than the sources need hands over to the
// one that npm installed beside the workspace; otherwise everything runs in this process.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const OLDEST = [22, 18];
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when `version` ("24.21.0") is at least OLDEST. */
function isRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The Node of the npm package `node`, or undefined when it is not installed. */
function findBundledNode() {
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const candidates = [join(packageFolder, "..", "..", "node_modules", "node", "bin", binary)];
  try {
    candidates.push(join(dirname(createRequire(import.meta.url).resolve("node/package.json")), "bin", binary));
  } catch {
    // The npm package `node` is not installed.
  }
  return candidates.find((candidate) => existsSync(candidate));
}

async function handOver(node) {
  const { spawn } = await import("node:child_process");
  const { constants } = await import("node:os");
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PARAPET_HANDED_OVER: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    process.stderr.write(`parapet: cannot start ${node}: ${error.message}\n`);
    process.exitCode = 70;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

async function runHere() {
  const module = await import("node:module");
  module.enableCompileCache();
  const source = join(packageFolder, "src", "main.ts");
  let entry = join(packageFolder, "dist", "main.js");
  if (existsSync(source)) {
    // A clone: run the TypeScript sources, and let `parapet` resolve to its sources too.
    entry = source;
    module.registerHooks({
      resolve: (specifier, context, nextResolve) =>
        nextResolve(specifier, { ...context, conditions: ["development", ...(context.conditions ?? [])] }),
    });
  }
  const { main } = await import(pathToFileURL(entry).href);
  process.exitCode = await main(process.argv.slice(2));
}

if (isRecentEnough(process.versions.node)) {
  await runHere();
} else {
  const bundled = process.env.PARAPET_HANDED_OVER ? undefined : findBundledNode();
  if (bundled) {
    await handOver(bundled);
  } else {
    process.stderr.write(
      `parapet needs Node ${OLDEST.join(".")} or newer; this is Node ${process.versions.node}.` +
        ` In a clone, \`npm ci\` installs the right one.\n`,
    );
    process.exitCode = 2;
  }
}
