// Forms: a second press while the first is on its way does nothing; what is
// wrong gets the focus; a filter applies itself; one box ticks them all.
{
  document.querySelector("[data-focus]")?.focus();

  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    // After the browser has collected the fields, the button's among them.
    setTimeout(() => {
      if (event.defaultPrevented) return;
      form.dataset.sent = "";
      event.submitter?.classList.add("pressed");
    });
  });

  // Going back shows the page as it was: its forms can be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector(".pressed")?.classList.remove("pressed");
    }
  });

  addEventListener("change", ({ target }) => {
    if (target.closest("[data-submit]")) target.form?.requestSubmit();
    const name = target.dataset?.checkAll;
    if (name) {
      for (const box of target.form?.querySelectorAll('[type="checkbox"]') ?? []) {
        if (box.name === name) box.checked = target.checked;
      }
    }
  });
}
