const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

/** Dots and failures for people; counts, as JSON in the file that `TEST_COUNTS` names, for the test command. */
class CountingReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.once("end", () => {
      for (const title of skipped) console.log(`  skipped: ${title}`);
      const file = process.env.TEST_COUNTS;
      const { passes, failures, pending } = this.stats;
      if (file !== undefined)
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}

module.exports = CountingReporter;
