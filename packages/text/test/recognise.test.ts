import { expect, test } from "vitest";
import { describeMatrix, isText, sampleFile, sampleHead } from "../src/index.ts";
import { encode } from "./scanners.ts";

function found(text: string, told = {}) {
  const matrix = describeMatrix(sampleHead(encode(text), true), told);
  if (matrix === undefined) return undefined;
  const { style, line, columns, indexColumns } = matrix;
  const { separator, decimal, complex } = style;
  const written = String.fromCharCode(separator, decimal) + (complex ? "j" : "");
  return [written, `line ${line}`, `${columns} columns`, `${indexColumns} of them index`].join(", ");
}

const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
  ["commas", "1,2\n3,4\n", ",., line 1, 2 columns, 0 of them index"],
  ["commas and spaces", " 1 , 2\n3 ,4\n", ",., line 1, 2 columns, 0 of them index"],
  ["tabs", "1\t2\n3\t4\n", "\t., line 1, 2 columns, 0 of them index"],
  ["tabs that align", "1\t\t2\n3\t\t4\n", " ., line 1, 2 columns, 0 of them index"],
  ["tabs with an empty cell", "1\t2\t3\n3\t\t4\n", "\t., line 1, 3 columns, 0 of them index"],
  ["semicolons", "1.5;2\n3;4\n", ";., line 1, 2 columns, 0 of them index"],
  ["semicolons and decimal commas", "1,5;2\n3;4,25\n", ";,, line 1, 2 columns, 0 of them index"],
  ["spaces and decimal commas", "1,5 2,5\n3,0 4,25\n", " ,, line 1, 2 columns, 0 of them index"],
  ["pipes", "1.5|2\n3|4\n", "|., line 1, 2 columns, 0 of them index"],
  ["complex", "1+2j,3\n4,5j\n", ",.j, line 1, 2 columns, 0 of them index"],
  ["complex in brackets", "(1,2) (3,4)\n(5,6) (7,8)\n", " .j, line 1, 2 columns, 0 of them index"],
  ["infinities, which are not complex", "inf,-inf\nInfinity,nan\n", ",., line 1, 2 columns, 0 of them index"],
  ["pandas", ",0,1\n0,0.5,0.25\n1,0.75,0.5\n", ",., line 2, 3 columns, 1 of them index"],
  ["pandas, integers", ",0,1\n0,5,2\n1,7,5\n", ",., line 2, 3 columns, 1 of them index"],
  ["pandas without index", "0,1,2\n0.5,0.25,1.5\n1.5,2.5,0.25\n", ",., line 2, 3 columns, 0 of them index"],
  ["an index alone", "0,0.5\n1,0.25\n2,0.75\n", ",., line 1, 2 columns, 1 of them index"],
  ["whole numbers that count are data", "0,5\n1,6\n2,7\n", ",., line 1, 2 columns, 0 of them index"],
  ["names", "mag,phase\n1,2\n3,4\n", ",., line 2, 2 columns, 0 of them index"],
  ["a column of times", "time,a,b\n0.0,1,2\n0.5,3,4\n1.0,5,6\n", ",., line 2, 3 columns, 1 of them index"],
  [
    "a column called time that does not rise evenly",
    "time,a\n0,1\n5,3\n6,5\n",
    ",., line 2, 2 columns, 0 of them index",
  ],
  ["labels", "low,1,2\nhigh,3,4\n", ",., line 1, 3 columns, 1 of them index"],
  ["R's table", '"V1" "V2"\n"1" 0.5 1\n"2" 3 4\n', " ., line 2, 3 columns, 1 of them index"],
  ["a line of sizes", "3 2\n1 2 3\n4 5 6\n", " ., line 2, 3 columns, 0 of them index"],
  ["a title and a blank line", "My data\n\n1 2 3\n4 5 6\n", " ., line 3, 3 columns, 0 of them index"],
  ["remarks", "% title 1 2\n1 2 3\n4 5 6\n", " ., line 2, 3 columns, 0 of them index"],
  ["a separator at each end", "1,2,\n3,4,\n", ",., line 1, 2 columns, 0 of them index"],
  ["a single number", "5\n", ",., line 1, 1 columns, 0 of them index"],
  ["one line", "1 2 3", " ., line 1, 3 columns, 0 of them index"],
];
test.each(cases)("recognises %s", (_, text, expected) => {
  expect(found(text)).toBe(expected);
});

test.each([
  "",
  "\n\n",
  "no numbers here\n",
  "a,b,c\nd,e,f\n",
  '{ "a": [1, 2] }\n',
  "On 5 May\nwe had 3\napples, 4 pears\n12\n",
])("recognises nothing in %j", (text) => {
  expect(found(text)).toBeUndefined();
});

test("believes what it is told", () => {
  expect(found("1,5\n2,5\n", { decimal: "," })).toBe("\t,, line 1, 1 columns, 0 of them index");
  expect(found("1,2,3\n4,5,6\n", { indexColumns: 2 })).toBe(",., line 1, 3 columns, 2 of them index");
  expect(found("1_2_3\n4_5_6\n", { separator: "_" })).toBe("_., line 1, 3 columns, 0 of them index");
  expect(found("0,1,2\n0.5,0.25,1.5\n", { headerLines: 0 })).toBe(",., line 1, 3 columns, 0 of them index");
  expect(found("1 2\n* a remark 3\n3 4\n", { comment: "*" })).toBe(" ., line 1, 2 columns, 0 of them index");
});

test("looks past lines of any length", async () => {
  const header = `,${Array.from({ length: 60_000 }, (_, n) => n).join(",")}\n`;
  const row = (index: number) => `${index},${Array.from({ length: 60_000 }, (_, n) => n / 8).join(",")}\n`;
  const content = encode(header + row(0) + row(1) + row(2));
  const bytes = {
    name: "S.csv",
    size: content.length,
    read(position: number, into: Uint8Array) {
      const piece = content.subarray(position, position + into.length);
      into.set(piece);
      return piece.length;
    },
    close() {},
  };
  const matrix = describeMatrix(await sampleFile(bytes));
  expect(matrix).toMatchObject({ line: 2, start: header.length, columns: undefined, indexColumns: 1 });
});

test("tells text from binary data", () => {
  expect(isText(encode("1,2\r\n\t\x1a"))).toBe(true);
  expect(isText(Uint8Array.of(49, 0, 50))).toBe(false);
});
