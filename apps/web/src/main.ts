import type { Part } from "./protocol.ts";
import { sampleFiles } from "./sample.ts";
import { warmUp } from "./session/crew.ts";
import { createSession, type Session } from "./session/session.ts";
import { complaint, failureIn } from "./view/complaint.ts";
import { acceptDrops, createDrop } from "./view/drop.ts";

const stage = document.getElementById("main")!;
let session: Session | undefined;

const drop = createDrop(
  (files) => void open(files),
  () => void openSample(),
);

function showDrop(): void {
  session?.end();
  session = undefined;
  stage.dataset.phase = "empty";
  delete document.documentElement.dataset.sound;
  stage.replaceChildren(drop.element);
  warmUp();
}

async function open(files: readonly File[], parts?: readonly Part[]): Promise<void> {
  showDrop();
  drop.complain(undefined);
  if (files.length === 0 || files.length > 2) {
    const found = files.length === 0 ? "no file (a folder cannot be read)" : `${files.length} files`;
    drop.complain(complaint({ what: "this page takes one or two files", found }));
    return;
  }
  drop.busy(`Opening ${files.map(({ name }) => name).join(" and ")}…`);
  const choose = (chosen: readonly Part[]): void => void open(files, chosen);
  const opening = createSession({ another: showDrop, choose });
  session = opening;
  void opening.opened.then(() => {
    if (session !== opening) return;
    stage.dataset.phase = "loaded";
    stage.replaceChildren(...opening.element);
  });
  try {
    const unclear = await opening.open(files, parts);
    if (session !== opening || unclear === undefined) return;
    showDrop();
    drop.ask(files, unclear.candidates, choose);
  } catch (error) {
    if (session !== opening) return;
    showDrop();
    const failure = failureIn(error);
    if (failure !== undefined) drop.complain(complaint(failure));
  } finally {
    drop.busy(undefined);
  }
}

async function openSample(): Promise<void> {
  drop.busy("Fetching the sample…");
  try {
    await open(await sampleFiles());
  } catch {
    drop.complain(
      complaint({
        what: "the sample cannot be fetched",
        advice: "is there a connection to the place this page came from?",
      }),
    );
    drop.busy(undefined);
  }
}

acceptDrops(
  (files) => void open(files),
  (hanging) => {
    drop.element.dataset.over = String(hanging);
    document.body.dataset.over = String(hanging);
  },
);
showDrop();

// After the page itself, so that it never waits; without one (an old browser, a file: address) all works but offline.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener(
    "load",
    () => void navigator.serviceWorker.register("./offline.js").catch(() => undefined),
  );
}
