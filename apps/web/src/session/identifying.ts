import { announce } from "../dom.ts";
import type { Calls } from "../protocol.ts";
import type { Account } from "../view/account.ts";
import { failureIn } from "../view/complaint.ts";
import type { Crew } from "./crew.ts";
import { againstChoice, type Known } from "./known.ts";
import { stageWords } from "./words.ts";

/** What follows from what is found. */
export interface IdentifyingActs {
  /** The two files hold the opposite of what was taken at first. */
  turned(): Promise<void>;
}

/** What has to be awaited. */
interface Opened {
  /** The thinking worker has opened the files. */
  readonly thought: Promise<unknown>;
  /** There is something to see: what is found comes after it. */
  readonly looked: Promise<unknown>;
}

/** Works out how the files were made, and tells it. */
export async function findOut(
  known: Known,
  { ear, eye, mind }: Crew,
  account: Account,
  { thought, looked }: Opened,
  acts: IdentifyingActs,
): Promise<void> {
  try {
    await thought;
    const tells = ({ stage, done }: Calls["identify"]["tells"]): void =>
      account.busy(`${stageWords[stage] ?? "Working"}…`, done);
    const told = await mind.ask("identify", {}, { tells });
    await looked;
    const findings = told.turned && known.chosen ? againstChoice(told) : told;
    known.findings = findings;
    if (findings.turned && !known.chosen) {
      await Promise.all([ear.ask("turn", {}), eye.ask("turn", {})]);
      turn(known);
      await acts.turned();
    }
    account.tellFindings(findings);
    announce(`${findings.verdict}. ${findings.summary}`);
  } catch (error) {
    const failure = failureIn(error);
    if (failure !== undefined) account.complain(failure);
    account.busy("Assumed");
  }
}

/** Magnitudes come first. */
function turn(known: Known): void {
  const opened = known.opened!;
  const roles = opened.files.map(({ role }) => role);
  const turned = [...opened.files].reverse();
  known.opened = { ...opened, files: turned.map((file, i) => ({ ...file, role: roles[i]! })) };
}
