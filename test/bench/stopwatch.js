// Runs in the page of the workbench: the time from a key to the squiggles that it brings or takes away. It watches
// the document itself; a question from outside would come later than what it asks about.

const squiggles = () => document.querySelectorAll(".editor-instance [class*='squiggly-']").length;

/** Seconds after which nothing is expected any more. */
const limit = 30;

/**
 * Gets ready for a key. Its promise stands in `squigglesChanged`: milliseconds from the key's own time stamp until
 * the editors show another number of squiggles; the time stamp, in `keyPressed`.
 */
globalThis.expectKey = (key) => {
  globalThis.squigglesChanged = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no squiggle came or went within ${limit} s of ${key}`)), limit * 1000);
    const before = squiggles();
    let pressed;
    const listen = (event) => {
      if (event.key !== key) return;
      window.removeEventListener("keydown", listen, true);
      pressed = event.timeStamp;
      globalThis.keyPressed = pressed;
    };
    window.addEventListener("keydown", listen, true);
    const observer = new MutationObserver(() => {
      if (pressed === undefined || squiggles() === before) return;
      observer.disconnect();
      resolve(performance.now() - pressed);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  });
};
