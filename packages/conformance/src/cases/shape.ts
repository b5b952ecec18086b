import { ensure, ensureFails, same } from "../check.ts";
import { type FixtureCase, fixtureBytes, withSource } from "../context.ts";

/** What a source says about itself. */
export const shapeCases: readonly FixtureCase[] = [
  {
    claim: "has the shape it should have",
    async run(context) {
      const { fixture, plugin } = context;
      const { frames, bins, channels = 1, complex = false, element, shape, frameAxis } = fixture.expected;
      await withSource(context, async ({ source }) => {
        same(source.format, plugin.id, "format");
        same(
          [source.frames, source.bins, source.channels],
          [frames, bins, channels],
          "frames, bins, channels",
        );
        same(source.complex, complex, "complex");
        if (element !== undefined) same(source.element, element, "element");
        if (shape !== undefined) same(source.shape, shape, "shape");
        if (frameAxis !== undefined) same(source.frameAxis, frameAxis, "frameAxis");
        same(source.shape[source.frameAxis], frames, "the length of the axis that records run along");
        const cells = frames * bins * channels;
        const product = source.shape.reduce((total, length) => total * length, 1);
        ensure(
          product === cells || (complex && product === 2 * cells),
          `shape ${source.shape} does not hold ${channels} x ${frames} x ${bins} cells`,
        );
        ensure(
          Number.isSafeInteger(source.blockFrames) && source.blockFrames >= 1,
          `blockFrames is ${source.blockFrames}, not a positive whole number`,
        );
        ensure(
          source.name.includes(fixtureBytes(fixture).name),
          `name "${source.name}" does not name the file`,
        );
      });
      return 0;
    },
  },
  {
    claim: "is listed as it is opened",
    async run({ plugin, fixture }) {
      const bytes = fixtureBytes(fixture);
      const arrays = await plugin.list(bytes, fixture.options);
      const names = arrays.map(({ name }) => name);
      ensure(arrays.length > 0, "a file with an array lists none");
      same(new Set(names).size, names.length, "the number of different names");
      let opened = 0;
      for (const info of arrays) {
        if (info.refusal !== undefined) continue;
        const options = info.name === "" ? fixture.options : { ...fixture.options, array: info.name };
        const source = await plugin.open(bytes, options);
        same(info.shape, source.shape, `the listed shape of "${info.name}"`);
        same(info.element, source.element, `the listed element of "${info.name}"`);
        ensure(!info.complex || source.complex, `"${info.name}" is listed as complex but opened as real`);
        await source.close();
        opened++;
      }
      ensure(opened > 0, "every array is listed as refused, but one opens");
      if (!names.includes("")) {
        const options = { ...fixture.options, array: "no such array" };
        await ensureFails(
          () => plugin.open(bytes, options),
          "no-array",
          "opening an array that is not there",
        );
      }
      same(bytes.traffic.closes, 0, "how often the reader closed bytes that it does not own");
      return 0;
    },
  },
];
