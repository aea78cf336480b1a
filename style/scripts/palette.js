// The command palette, on Ctrl-K or Cmd-K: every way that the page offers, by
// name. It knows no more than the page's own navigation does.
{
  const palette = document.getElementById("palette");
  if (palette?.showModal) {
    const input = palette.querySelector("input");
    const list = palette.querySelector("ul");
    const search = document.querySelector("form.find");
    let ways = [];
    let chosen = 0;

    const collect = () => {
      const seen = new Map();
      const links = "nav a[href], .menu-body a[href], .bar-end a[href], main h1 ~ * a.btn[href], main td > a[href]";
      for (const link of document.querySelectorAll(links)) {
        const text = (link.getAttribute("aria-label") ?? link.textContent).trim().replace(/\s+/g, " ");
        const group = link.closest("ul")?.previousElementSibling;
        const where = group?.matches("h2") ? group.textContent : "";
        if (text && !seen.has(link.pathname + link.search)) {
          seen.set(link.pathname + link.search, { text, where, go: () => location.assign(link.href) });
        }
      }
      return [...seen.values()];
    };

    // Every word typed begins a word of the name.
    const fits = (way, words) => {
      const name = ` ${way.text} ${way.where}`.toLowerCase();
      return words.every((word) => name.includes(` ${word}`));
    };

    const show = () => {
      const typed = input.value.trim();
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const found = ways.filter((way) => fits(way, words)).slice(0, 12);
      if (typed && search) {
        found.push({
          text: `${list.dataset.search}: ${typed}`,
          where: "",
          go: () => {
            search.elements.q.value = typed;
            search.requestSubmit();
          },
        });
      }
      chosen = Math.max(0, Math.min(chosen, found.length - 1));
      list.replaceChildren(
        ...found.map((way, index) => {
          const item = document.createElement("li");
          item.id = `palette-${index}`;
          item.role = "option";
          item.ariaSelected = String(index === chosen);
          item.append(way.text);
          if (way.where) {
            const where = document.createElement("small");
            where.append(way.where);
            item.append(where);
          }
          item.addEventListener("click", way.go);
          return item;
        }),
      );
      if (found.length === 0) {
        const none = document.createElement("li");
        none.className = "none";
        none.append(list.dataset.none);
        list.append(none);
      }
      input.setAttribute("aria-activedescendant", found.length ? `palette-${chosen}` : "");
      list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
      return found;
    };

    const open = () => {
      ways = collect();
      chosen = 0;
      input.value = "";
      palette.showModal();
      show();
    };

    input.addEventListener("input", () => {
      chosen = 0;
      show();
    });

    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        chosen += step;
        show();
        event.preventDefault();
      } else if (event.key === "Enter") {
        show()[chosen]?.go();
        event.preventDefault();
      }
    });

    addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        event.preventDefault();
        if (palette.open) palette.close();
        else open();
      }
    });

    for (const button of document.querySelectorAll("[data-palette]")) {
      button.hidden = false;
      button.addEventListener("click", open);
    }
  }
}
