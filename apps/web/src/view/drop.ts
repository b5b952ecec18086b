import { announce, button, element } from "../dom.ts";
import type { Candidate, Part } from "../protocol.ts";
import { createChooser } from "./chooser.ts";

/** The first thing people see. */
export interface Drop {
  readonly element: HTMLElement;
  /** Shows a complaint, or takes it away. */
  complain(complaint: HTMLElement | undefined): void;
  /** Asks which arrays of these files are meant. */
  ask(files: readonly File[], candidates: readonly Candidate[], open: (parts: readonly Part[]) => void): void;
  busy(words: string | undefined): void;
}

/** @param open is given what was dropped or chosen */
export function createDrop(open: (files: readonly File[]) => void, sample: () => void): Drop {
  const chooser = element("input", {
    attributes: { type: "file", multiple: true, hidden: true, "aria-label": "Files of a spectrogram" },
  });
  chooser.addEventListener("change", () => {
    if (chooser.files !== null && chooser.files.length > 0) open([...chooser.files]);
    chooser.value = "";
  });
  const status = element("p", { class: "drop__status", attributes: { role: "status" } });
  const trouble = element("div", { class: "drop__trouble" });
  const box = element(
    "section",
    { class: "drop", attributes: { "aria-labelledby": "drop-title" } },
    element("h2", { text: "Drop your two files here", attributes: { id: "drop-title" } }),
    element("p", {
      text: "One holds the magnitudes, the other the phases; which is which doesn't matter. One file with both works too, and so do magnitudes alone.",
    }),
    element(
      "div",
      { class: "drop__actions" },
      button("Choose files", () => chooser.click(), { kind: "button--first" }),
      button("Try a sample", sample),
    ),
    chooser,
    status,
    trouble,
    element("p", {
      class: "drop__formats",
      text: "NumPy .npy and .npz, HDF5, MATLAB and Octave .mat, CSV and text, PNG pictures, raw numbers. Any name, any size, no idea how they were made: that is what this page finds out.",
    }),
  );
  return {
    element: box,
    complain(complaint) {
      trouble.replaceChildren(...(complaint === undefined ? [] : [complaint]));
    },
    ask(files, candidates, choose) {
      const names = files.map(({ name }) => name);
      trouble.replaceChildren(
        element("h3", { text: `${names.join(" and ")}: which arrays are meant?` }),
        createChooser({ candidates, names, chosen: [], open: choose }),
      );
      trouble.querySelector("select")?.focus();
      announce(`There are ${candidates.length} arrays to choose from.`);
    },
    busy(words) {
      status.textContent = words ?? "";
      box.toggleAttribute("aria-busy", words !== undefined);
    },
  };
}

/** Files dropped anywhere on the page are taken; `over` tells whether some hang above it. */
export function acceptDrops(open: (files: readonly File[]) => void, over: (hanging: boolean) => void): void {
  let depth = 0;
  const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragenter", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    over(++depth > 0);
  });
  addEventListener("dragleave", (event) => {
    if (!isFiles(event)) return;
    depth = Math.max(0, depth - 1);
    over(depth > 0);
  });
  addEventListener("dragover", (event) => {
    if (isFiles(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    over(false);
    depth = 0;
    open([...(event.dataTransfer?.files ?? [])]);
  });
}
