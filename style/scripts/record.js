// What is remembered of a visit: that a page was looked at, and for how long it
// was in sight. Only where the company lets it be recorded (`data-record`), in
// one message when the page is left, which holds up nothing.
{
  if ("record" in document.body.dataset && navigator.sendBeacon) {
    const path = location.pathname + location.search;
    const events = [{ kind: "view", path, at: Date.now() }];
    let since = document.visibilityState === "visible" ? performance.now() : null;

    const leave = () => {
      if (since !== null) {
        const ms = Math.round(performance.now() - since);
        if (ms >= 1000) events.push({ kind: "dwell", path, at: Date.now(), ms });
        since = null;
      }
      if (events.length > 0) {
        const body = new Blob([JSON.stringify(events.splice(0))], { type: "application/json" });
        navigator.sendBeacon("/beacon", body);
      }
    };

    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") leave();
      else since = performance.now();
    });
    addEventListener("pagehide", leave);
    // Back to a page that the browser kept: a new look at it.
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      events.push({ kind: "view", path, at: Date.now() });
      since = performance.now();
    });
  }
}
