import type { Entity } from "../../model/index.ts";
import type { Cell, Table } from "./find-tables.ts";

/** A table written as `Key: value` lines, which is how recognizers know keyed values, with the way back. */
export interface TableView {
  readonly text: string;
  /** Entities of the view with their places in the text; what spans cells is left out. */
  toText(entities: readonly Entity[]): Entity[];
}

/** Writes a table as lines of keys and values, an empty line between its rows. */
export function viewTable(text: string, { header, rows }: Table): TableView {
  const starts: number[] = [];
  const cells: Cell[] = [];
  let view = "";
  for (const row of rows) {
    for (const cell of row) {
      view += `${header[cell.column]}: `;
      starts.push(view.length);
      cells.push(cell);
      view += `${text.slice(cell.start, cell.end)}\n`;
    }
    view += "\n";
  }
  return {
    text: view,
    toText: (entities) =>
      entities.flatMap((entity): Entity[] => {
        let low = 0;
        let high = starts.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (starts[middle]! <= entity.start) low = middle + 1;
          else high = middle;
        }
        const cell = cells[low - 1];
        if (!cell) return [];
        const shift = cell.start - starts[low - 1]!;
        if (entity.start + shift >= cell.end || entity.end + shift > cell.end) return [];
        return [{ ...entity, start: entity.start + shift, end: entity.end + shift }];
      }),
  };
}
