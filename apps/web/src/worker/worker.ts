import { answer } from "../rpc/answer.ts";
import { cellAt } from "./cells.ts";
import { emptyDesk, enough, turnFiles } from "./desk.ts";
import { look } from "./look.ts";
import { openFiles } from "./opening.ts";
import { drawPicture } from "./picture.ts";
import { settle } from "./settle.ts";
import { synthesise } from "./synthesise.ts";
import { tileOf } from "./tiles.ts";

const desk = emptyDesk();

function single(samples: Float32Array<ArrayBuffer> | Float64Array): Float32Array<ArrayBuffer> {
  return samples instanceof Float32Array ? samples : Float32Array.from(samples);
}

answer({
  open: (request, { signal }) => openFiles(desk, request, signal),
  layouts: async ({ files }) => ({ raw: await (await import("./layouts.ts")).layoutOf(files) }),
  turn: () => turnFiles(desk),
  identify: async (_, tools) => (await import("./findings.ts")).identifyFiles(desk, tools),
  settle: (wishes) => settle(desk, wishes),
  synthesise: (request, tools) => synthesise(desk, request, tools),
  mend: async (request, tools) => (await import("./mend.ts")).mendWhatNeeds(desk, request, tools),
  // Fetched when magnitudes come alone: most people never need it.
  retrieve: async (request, tools) => (await import("./retrieve.ts")).retrieveSound(desk, request, tools),
  samples: async ({ start, count }) => ((await desk.sound?.read(start, count)) ?? []).map(single),
  enough: () => enough(desk),
  wav: async (request, tools) => {
    const { writeWavFile } = await import("./wav.ts");
    return writeWavFile(desk, request, tools);
  },
  look: (request, tools) => look(desk, request, tools),
  tile: (request) => tileOf(desk, request),
  cell: (place) => cellAt(desk, place),
  picture: (request) => drawPicture(desk, request),
});
