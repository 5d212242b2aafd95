/** A text as it reads once its disguise is taken off, and where each of its units stands in the original. */
export interface View {
  readonly text: string;
  /** By unit of `text`: where what it was made from begins. One entry more, for the end. */
  readonly starts: Int32Array;
  /** By unit of `text`: where what it was made from ends. */
  readonly ends: Int32Array;
}

/** Collects a view piece by piece. */
export interface ViewBuilder {
  add(decoded: string, start: number, end: number): void;
  /** Adds a stretch that reads as it is written. */
  addPlain(original: string, start: number, end: number): void;
  build(): View;
}

export function createViewBuilder(capacity: number): ViewBuilder {
  let text = "";
  let starts = new Int32Array(capacity + 16);
  let ends = new Int32Array(capacity + 16);
  let length = 0;
  const reserve = (count: number): void => {
    if (length + count < starts.length) return;
    const grow = (old: Int32Array<ArrayBuffer>) => {
      const larger = new Int32Array(old.length * 2 + count);
      larger.set(old);
      return larger;
    };
    starts = grow(starts);
    ends = grow(ends);
  };
  return {
    addPlain(original, start, end) {
      reserve(end - start);
      for (let i = start; i < end; i++) {
        starts[length] = i;
        ends[length++] = i + 1;
      }
      text += original.slice(start, end);
    },
    add(decoded, start, end) {
      reserve(decoded.length);
      for (let i = 0; i < decoded.length; i++) {
        starts[length] = start;
        ends[length] = end;
        length++;
      }
      text += decoded;
    },
    build: () => ({ text, starts: starts.subarray(0, length), ends: ends.subarray(0, length) }),
  };
}

/** Whether a span of a view was made from units that are written otherwise in the original. */
export function wasDisguised(view: View, original: string, start: number, end: number): boolean {
  const from = view.starts[start]!;
  const to = view.ends[end - 1]!;
  return to - from !== end - start || original.slice(from, to) !== view.text.slice(start, end);
}
