import phases from "../../../examples/speech/phases?url";
import spectrogram from "../../../examples/speech/spectrogram?url";

/** The sample: a spoken sentence as two files, fetched from beside the page when asked for. */
export async function sampleFiles(): Promise<readonly File[]> {
  const fetched = async (url: string, name: string): Promise<File> => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the sample cannot be fetched (${answer.status})`);
    return new File([await answer.blob()], name);
  };
  return Promise.all([fetched(spectrogram, "spectrogram"), fetched(phases, "phases")]);
}
