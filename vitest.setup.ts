// Property tests draw from one fixed seed, so that a run tells of the change under test alone; FUZZ_SEED draws others.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["FUZZ_SEED"] ?? 20261123) });
