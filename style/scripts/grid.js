// The grid: arrow keys and Enter go from cell to cell, and a block that was
// copied in a spreadsheet fills the cells from the one it is pasted into.
{
  const grid = document.querySelector("[data-grid]");

  const at = (row, column) => row?.cells[column]?.querySelector("input:not([type=hidden]), select");

  // What stood in a cell when it was entered: whoever types into one that has a
  // list chooses from it with the arrow keys.
  let entered = "";
  grid?.addEventListener("focusin", ({ target }) => (entered = target.value));

  const place = (input) => {
    const cell = input.closest("td");
    const row = cell.parentElement;
    return { rows: row.parentElement.rows, row: row.sectionRowIndex, column: cell.cellIndex };
  };

  grid?.addEventListener("keydown", (event) => {
    const { target: input, key } = event;
    if (!input.matches("td :is(input, select)") || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // Left and right leave a text only at its ends, or when all of it is chosen.
    const text = input.type === "text";
    const whole = text && input.selectionEnd - input.selectionStart === input.value.length;
    const first = !text || whole || input.selectionEnd === 0;
    const last = !text || whole || input.selectionStart === input.value.length;
    const moves = { Enter: [event.shiftKey ? -1 : 1, 0] };
    if (!input.list || input.value === entered) {
      moves.ArrowUp = [-1, 0];
      moves.ArrowDown = [1, 0];
    }
    if (first && !event.shiftKey) moves.ArrowLeft = [0, -1];
    if (last && !event.shiftKey) moves.ArrowRight = [0, 1];
    const move = moves[key];
    if (!move) return;
    // Enter never sends hundreds of cells by accident.
    if (key === "Enter") event.preventDefault();
    const { rows, row, column } = place(input);
    const next = at(rows[row + move[0]], column + move[1]);
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next.type === "text") next.select();
  });

  grid?.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
    if (!event.target.matches("td :is(input, select)") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { rows, row, column } = place(event.target);
    text.split(/\r?\n/).forEach((line, down) => {
      line.split("\t").forEach((value, along) => {
        const input = at(rows[row + down], column + along);
        if (!input) return;
        const yes = /^(1|x|on|yes|true|ja|wahr)$/i.test(value.trim());
        if (input.type === "checkbox") {
          input.checked = yes;
        } else if (input.localName === "select") {
          input.value = value.trim() && (yes ? "yes" : "no");
        } else {
          input.value = value.trim();
        }
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  });
}
