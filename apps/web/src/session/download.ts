/** Offers bytes for download under a name. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by then, however large it is.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
