import { run } from "./lib/run.mjs";
import { describeMissing, installLine, missingPrograms } from "./lib/system.mjs";

const missing = missingPrograms();
if (missing.length === 0) {
  console.log("Every system package is here.");
} else {
  const line = installLine(missing);
  if (line === undefined) {
    console.error(describeMissing(missing));
    process.exitCode = 1;
  } else {
    console.log(line);
    process.exitCode = await run("sh", ["-c", line]);
    const still = missingPrograms();
    if (still.length > 0) {
      console.error(describeMissing(still));
      process.exitCode ||= 1;
    }
  }
}
