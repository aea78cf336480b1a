// Keys: "/" goes to the search field, arrow keys walk through lists.
{
  const typing = (element) =>
    element.isContentEditable || element.matches("input, textarea, select");

  const ROWS = "tbody > tr, .needs > li, .cards > *, .rail li, .menu-body li";

  const walk = (element, down) => {
    let row = element.closest(ROWS);
    while (row) {
      row = down ? row.nextElementSibling : row.previousElementSibling;
      const goal = row?.querySelector("a[href], button");
      if (goal) {
        goal.focus();
        return true;
      }
    }
    return false;
  };

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      search.focus();
      search.select();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (walk(event.target, event.key === "ArrowDown")) event.preventDefault();
    }
  });
}
